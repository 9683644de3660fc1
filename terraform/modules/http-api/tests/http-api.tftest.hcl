mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name        = "downlink-dev-http"
  throttling  = { rate = 100, burst = 50 }
  access_logs = { retention_days = 14, key_arn = null }
}

run "keeps_the_stage_out_of_the_path" {
  command = plan

  assert {
    condition     = aws_apigatewayv2_api.this.protocol_type == "HTTP" && aws_apigatewayv2_stage.this.name == "$default" && aws_apigatewayv2_stage.this.auto_deploy
    error_message = "Functions see the path without a stage."
  }
  assert {
    condition = (
      one(aws_apigatewayv2_stage.this.default_route_settings).throttling_rate_limit == 100
      && length(aws_apigatewayv2_stage.this.access_log_settings) == 1
    )
    error_message = "The stage throttles and logs."
  }
}

run "can_go_without_access_logs" {
  command = plan

  variables {
    access_logs = null
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.access) == 0
    error_message = "Without access logs there is no log group for them."
  }
}

run "refuses_to_throttle_everybody" {
  command = plan

  variables {
    throttling = { rate = 100, burst = 0 }
  }

  expect_failures = [var.throttling]
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "Downlink API"
  }

  expect_failures = [var.name]
}
