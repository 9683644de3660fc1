mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name  = "downlink-dev-websocket"
  stage = "dev"
}

run "routes_by_action" {
  command = plan

  assert {
    condition     = aws_apigatewayv2_api.this.protocol_type == "WEBSOCKET" && aws_apigatewayv2_api.this.route_selection_expression == "$request.body.action"
    error_message = "The action of a message chooses its route."
  }
}

run "is_called_back_at_its_own_endpoint" {
  command = plan

  assert {
    condition     = output.callback_url == "https://api1234567.execute-api.eu-central-1.amazonaws.com/dev"
    error_message = "The callback URL ends in the stage and is right with and without a custom domain."
  }
}

run "refuses_a_wrong_stage" {
  command = plan

  variables {
    stage = "$default"
  }

  expect_failures = [var.stage]
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "Downlink API"
  }

  expect_failures = [var.name]
}
