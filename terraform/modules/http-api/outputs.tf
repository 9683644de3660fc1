output "id" {
  description = "Id of the API."
  value       = aws_apigatewayv2_api.this.id
}

output "execution_arn" {
  description = "What the ARNs of its routes begin with."
  value       = aws_apigatewayv2_api.this.execution_arn
}

output "url" {
  description = "Where back ends call it, without a slash at the end."
  value       = aws_apigatewayv2_api.this.api_endpoint
}
