# A stage serves a snapshot of the routes. It is replaced only once the new one is there, so no client meets an API
# without routes.
resource "aws_apigatewayv2_deployment" "this" {
  count = var.deployments ? 1 : 0

  api_id      = var.api.id
  description = "Routes ${sha1(jsonencode(var.routes))}"
  triggers    = var.routes

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_apigatewayv2_stage" "this" {
  api_id        = var.api.id
  name          = var.api.stage
  deployment_id = one(aws_apigatewayv2_deployment.this[*].id)

  default_route_settings {
    throttling_rate_limit    = var.throttling.messages.rate
    throttling_burst_limit   = var.throttling.messages.burst
    detailed_metrics_enabled = true
  }

  route_settings {
    route_key                = "$connect"
    throttling_rate_limit    = var.throttling.connections.rate
    throttling_burst_limit   = var.throttling.connections.burst
    detailed_metrics_enabled = true
  }

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.access
    content {
      destination_arn = access_log_settings.value.arn
      format = jsonencode({
        time             = "$context.requestTimeEpoch"
        requestId        = "$context.requestId"
        connectionId     = "$context.connectionId"
        event            = "$context.eventType"
        route            = "$context.routeKey"
        status           = "$context.status"
        error            = "$context.error.message"
        integrationError = "$context.integrationErrorMessage"
        functionMillis   = "$context.integrationLatency"
      })
    }
  }
}

resource "aws_cloudwatch_log_group" "access" {
  count = var.access_logs == null ? 0 : 1

  # AWS's prefix for logs its services deliver: others may outgrow the size of the log group's resource policy.
  name              = "/aws/vendedlogs/apigateway/${var.name}"
  retention_in_days = var.access_logs.retention_days
  kms_key_id        = var.access_logs.key_arn
}

resource "aws_apigatewayv2_domain_name" "this" {
  count = var.domain == null ? 0 : 1

  domain_name = var.domain.name

  domain_name_configuration {
    certificate_arn = var.domain.certificate_arn
    endpoint_type   = "REGIONAL"
    security_policy = "TLS_1_2"
  }
}

resource "aws_apigatewayv2_api_mapping" "this" {
  count = var.domain == null ? 0 : 1

  api_id          = var.api.id
  domain_name     = aws_apigatewayv2_domain_name.this[0].id
  stage           = aws_apigatewayv2_stage.this.name
  api_mapping_key = var.domain.mapping_key
}
