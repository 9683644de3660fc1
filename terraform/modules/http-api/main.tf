resource "aws_apigatewayv2_api" "this" {
  name          = var.name
  protocol_type = "HTTP"
}

# $default, because a named stage would become part of the path that the functions see.
resource "aws_apigatewayv2_stage" "this" {
  api_id      = aws_apigatewayv2_api.this.id
  name        = "$default"
  auto_deploy = true

  default_route_settings {
    throttling_rate_limit    = var.throttling.rate
    throttling_burst_limit   = var.throttling.burst
    detailed_metrics_enabled = true
  }

  dynamic "access_log_settings" {
    for_each = aws_cloudwatch_log_group.access
    content {
      destination_arn = access_log_settings.value.arn
      format = jsonencode({
        time             = "$context.requestTimeEpoch"
        requestId        = "$context.requestId"
        route            = "$context.routeKey"
        status           = "$context.status"
        error            = "$context.error.message"
        integrationError = "$context.integrationErrorMessage"
        latencyMillis    = "$context.responseLatency"
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
