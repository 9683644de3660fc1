output "id" {
  description = "Id of the API."
  value       = aws_apigatewayv2_api.this.id
}

output "stage" {
  description = "Name of its one stage."
  value       = var.stage
}

output "execution_arn" {
  description = "What the ARNs of its routes and of @connections begin with."
  value       = aws_apigatewayv2_api.this.execution_arn
}

output "callback_url" {
  description = "Base of @connections. The API's own endpoint also where clients use a custom domain: the domain's mapping key is not the stage, and this address needs neither."
  value       = "${replace(aws_apigatewayv2_api.this.api_endpoint, "/^ws/", "http")}/${var.stage}"
}
