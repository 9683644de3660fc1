mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name        = "downlink-dev-websocket"
  api         = { id = "api1234567", stage = "dev" }
  routes      = { chat-service = "a", connection-service = "b" }
  throttling  = { connections = { rate = 10, burst = 5 }, messages = { rate = 100, burst = 50 } }
  access_logs = { retention_days = 14, key_arn = null }
}

run "deploys_the_routes" {
  command = plan

  assert {
    condition     = aws_apigatewayv2_deployment.this[0].triggers == tomap(var.routes)
    error_message = "A change of any service's routes deploys the API anew."
  }
  assert {
    condition     = aws_apigatewayv2_stage.this.name == "dev" && output.url == "wss://api1234567.execute-api.eu-central-1.amazonaws.com/dev"
    error_message = "Clients connect to the stage."
  }
}

run "throttles_and_logs" {
  command = plan

  assert {
    condition = (
      one(aws_apigatewayv2_stage.this.default_route_settings).throttling_rate_limit == 100
      && one(aws_apigatewayv2_stage.this.default_route_settings).throttling_burst_limit == 50
    )
    error_message = "The stage has the given limits."
  }
  assert {
    condition = (
      one(aws_apigatewayv2_stage.this.route_settings).route_key == "$connect"
      && one(aws_apigatewayv2_stage.this.route_settings).throttling_rate_limit == 10
      && one(aws_apigatewayv2_stage.this.route_settings).throttling_burst_limit == 5
    )
    error_message = "New connections have limits of their own, so that a crowd does not silence those who are connected."
  }
  assert {
    condition = alltrue([
      for field in ["$context.connectionId", "$context.routeKey", "$context.status", "$context.integrationLatency"] :
      contains(values(jsondecode(one(aws_apigatewayv2_stage.this.access_log_settings).format)), field)
    ])
    error_message = "Access logs say which connection, which route, how it ended and how long the function took."
  }
  assert {
    condition     = jsondecode(one(aws_apigatewayv2_stage.this.access_log_settings).format).connectionId == "$context.connectionId"
    error_message = "Access logs name the connection."
  }
  assert {
    condition     = one(aws_cloudwatch_log_group.access).retention_in_days == 14
    error_message = "Access logs are kept as long as asked."
  }
}

run "serves_a_custom_domain" {
  command = plan

  variables {
    domain = {
      name            = "live.example.com"
      certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1"
      mapping_key     = "v1"
    }
  }

  assert {
    condition     = output.url == "wss://live.example.com/v1"
    error_message = "The mapping key takes the stage's place in the URL."
  }
  assert {
    condition     = one(aws_apigatewayv2_api_mapping.this).stage == "dev" && one(aws_apigatewayv2_api_mapping.this).api_mapping_key == "v1"
    error_message = "The domain leads to the stage."
  }
}

run "can_go_without_access_logs" {
  command = plan

  variables {
    access_logs = null
  }

  assert {
    condition     = length(aws_cloudwatch_log_group.access) == 0 && length(aws_apigatewayv2_stage.this.access_log_settings) == 0
    error_message = "Without access logs there is no log group for them."
  }
}

run "can_go_without_deployments" {
  command = plan

  variables {
    deployments = false
  }

  assert {
    condition     = length(aws_apigatewayv2_deployment.this) == 0 && aws_apigatewayv2_stage.this.name == "dev"
    error_message = "An emulator's stage serves the routes as they are."
  }
}

run "refuses_to_serve_no_routes" {
  command = plan

  variables {
    routes = {}
  }

  expect_failures = [var.routes]
}

run "refuses_to_throttle_everybody" {
  command = plan

  variables {
    throttling = { connections = { rate = 10, burst = 5 }, messages = { rate = 0, burst = 50 } }
  }

  expect_failures = [var.throttling]
}

run "refuses_a_wrong_domain" {
  command = plan

  variables {
    domain = { name = "https://live.example.com", certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1" }
  }

  expect_failures = [var.domain]
}

run "refuses_a_wrong_mapping_key" {
  command = plan

  variables {
    domain = { name = "live.example.com", certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/1", mapping_key = "/v1" }
  }

  expect_failures = [var.domain]
}

run "refuses_a_certificate_from_elsewhere" {
  command = plan

  variables {
    domain = { name = "live.example.com", certificate_arn = "arn:aws:iam::123456789012:server-certificate/1" }
  }

  expect_failures = [var.domain]
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "Downlink API"
  }

  expect_failures = [var.name]
}
