output "url" {
  description = "Where clients connect."
  value       = var.domain == null ? aws_apigatewayv2_stage.this.invoke_url : "wss://${join("/", compact([var.domain.name, var.domain.mapping_key]))}"
}

output "domain_target" {
  description = "What the custom domain's DNS record (CNAME, or an alias in Route 53) points to. Null without a custom domain."
  value       = one(aws_apigatewayv2_domain_name.this[*].domain_name_configuration[0].target_domain_name)
}
