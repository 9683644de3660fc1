# The services of this repository: what is made is what their service.yml says.
mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name             = "downlink-dev"
  artifacts_bucket = "artifacts"
  release          = { version = "sha-0123456789abcdef" }
  logs             = { retention_days = 14 }
  platform = {
    partition  = "aws"
    region     = "eu-central-1"
    account_id = "123456789012"
    channels   = { reference = "ssm:/downlink-dev/channels:3", arn = "arn:aws:ssm:eu-central-1:123456789012:parameter/channels" }
    secrets    = { api = [], pipelines = [], token = ["arn:aws:ssm:eu-central-1:123456789012:parameter/a"] }
    tables = {
      connections   = { name = "downlink-dev-connections", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/connections" }
      subscriptions = { name = "downlink-dev-subscriptions", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/subscriptions" }
      publications  = { name = "downlink-dev-publications", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/publications" }
      analytics     = { name = "downlink-dev-analytics", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/analytics" }
    }
    streams   = { vehicles = { name = "downlink-dev-vehicles", arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/vehicles" } }
    queues    = { dead-letters = { url = "https://queue", arn = "arn:aws:sqs:eu-central-1:123456789012:dead-letters" } }
    websocket = { id = "ws", stage = "dev", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:ws", url = "wss://ws/dev", callback_url = "https://callback/dev" }
    http      = { id = "http", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:http", url = "https://http", authorization = "NONE" }
    schedules = { group = "downlink-dev-schedules", role_arn = "arn:aws:iam::123456789012:role/downlink-dev-schedules" }
  }
}

run "connection_service" {
  command = plan

  variables {
    service_file = "../../../connection-service/service.yml"
  }

  assert {
    condition = {
      for name, function in aws_lambda_function.this : name => [function.handler, function.memory_size, function.timeout]
      } == {
      for name, function in yamldecode(file(var.service_file)).functions : name => [function.handler, function.memory_mb, function.timeout_seconds]
    }
    error_message = "Functions are exactly those of service.yml."
  }
  assert {
    condition = {
      for route in aws_apigatewayv2_route.websocket : route.route_key => contains(keys(aws_apigatewayv2_route_response.websocket), route.route_key)
      } == merge([
        for function in yamldecode(file(var.service_file)).functions : {
          for route in try(function.websocket_routes, []) : route => try(function.websocket_reply, false)
        }
    ]...)
    error_message = "WebSocket routes and which of them answer are exactly those of service.yml."
  }
  assert {
    condition = toset([for route in aws_apigatewayv2_route.http : route.route_key]) == toset(flatten([
      for function in yamldecode(file(var.service_file)).functions : try(function.http_routes, [])
    ]))
    error_message = "HTTP routes are exactly those of service.yml."
  }
  assert {
    condition = length(aws_lambda_event_source_mapping.this) == length([
      for function in yamldecode(file(var.service_file)).functions : function if can(function.kinesis)
      ]) && toset(keys(aws_scheduler_schedule.this)) == toset(flatten([
        for function in yamldecode(file(var.service_file)).functions : keys(try(function.schedules, {}))
    ]))
    error_message = "Event sources and schedules are exactly those of service.yml."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this : toset(keys(one(function.environment).variables)) == toset(keys(yamldecode(file(var.service_file)).environment))
    ])
    error_message = "Environment variables are exactly those of service.yml."
  }
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.function : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in statement.Action : !strcontains(action, "*") && (contains(["ScheduleList", "Traces"], statement.Sid) || !contains(statement.Resource, "*"))
        ]
      ]
    ]))
    error_message = "No role allows more than single actions on named resources, X-Ray's and lists of schedules aside."
  }
}

run "chat_service" {
  command = plan

  variables {
    service_file = "../../../chat-service/service.yml"
  }

  assert {
    condition = {
      for name, function in aws_lambda_function.this : name => [function.handler, function.memory_size, function.timeout]
      } == {
      for name, function in yamldecode(file(var.service_file)).functions : name => [function.handler, function.memory_mb, function.timeout_seconds]
    }
    error_message = "Functions are exactly those of service.yml."
  }
  assert {
    condition = {
      for route in aws_apigatewayv2_route.websocket : route.route_key => contains(keys(aws_apigatewayv2_route_response.websocket), route.route_key)
      } == merge([
        for function in yamldecode(file(var.service_file)).functions : {
          for route in try(function.websocket_routes, []) : route => try(function.websocket_reply, false)
        }
    ]...)
    error_message = "WebSocket routes and which of them answer are exactly those of service.yml."
  }
  assert {
    condition = toset([for route in aws_apigatewayv2_route.http : route.route_key]) == toset(flatten([
      for function in yamldecode(file(var.service_file)).functions : try(function.http_routes, [])
    ]))
    error_message = "HTTP routes are exactly those of service.yml."
  }
  assert {
    condition = length(aws_lambda_event_source_mapping.this) == length([
      for function in yamldecode(file(var.service_file)).functions : function if can(function.kinesis)
      ]) && toset(keys(aws_scheduler_schedule.this)) == toset(flatten([
        for function in yamldecode(file(var.service_file)).functions : keys(try(function.schedules, {}))
    ]))
    error_message = "Event sources and schedules are exactly those of service.yml."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this : toset(keys(one(function.environment).variables)) == toset(keys(yamldecode(file(var.service_file)).environment))
    ])
    error_message = "Environment variables are exactly those of service.yml."
  }
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.function : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in statement.Action : !strcontains(action, "*") && (contains(["ScheduleList", "Traces"], statement.Sid) || !contains(statement.Resource, "*"))
        ]
      ]
    ]))
    error_message = "No role allows more than single actions on named resources, X-Ray's and lists of schedules aside."
  }
}

run "ingest_service" {
  command = plan

  variables {
    service_file = "../../../ingest-service/service.yml"
  }

  assert {
    condition = {
      for name, function in aws_lambda_function.this : name => [function.handler, function.memory_size, function.timeout]
      } == {
      for name, function in yamldecode(file(var.service_file)).functions : name => [function.handler, function.memory_mb, function.timeout_seconds]
    }
    error_message = "Functions are exactly those of service.yml."
  }
  assert {
    condition = {
      for route in aws_apigatewayv2_route.websocket : route.route_key => contains(keys(aws_apigatewayv2_route_response.websocket), route.route_key)
      } == merge([
        for function in yamldecode(file(var.service_file)).functions : {
          for route in try(function.websocket_routes, []) : route => try(function.websocket_reply, false)
        }
    ]...)
    error_message = "WebSocket routes and which of them answer are exactly those of service.yml."
  }
  assert {
    condition = toset([for route in aws_apigatewayv2_route.http : route.route_key]) == toset(flatten([
      for function in yamldecode(file(var.service_file)).functions : try(function.http_routes, [])
    ]))
    error_message = "HTTP routes are exactly those of service.yml."
  }
  assert {
    condition = length(aws_lambda_event_source_mapping.this) == length([
      for function in yamldecode(file(var.service_file)).functions : function if can(function.kinesis)
      ]) && toset(keys(aws_scheduler_schedule.this)) == toset(flatten([
        for function in yamldecode(file(var.service_file)).functions : keys(try(function.schedules, {}))
    ]))
    error_message = "Event sources and schedules are exactly those of service.yml."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this : toset(keys(one(function.environment).variables)) == toset(keys(yamldecode(file(var.service_file)).environment))
    ])
    error_message = "Environment variables are exactly those of service.yml."
  }
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.function : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in statement.Action : !strcontains(action, "*") && (contains(["ScheduleList", "Traces"], statement.Sid) || !contains(statement.Resource, "*"))
        ]
      ]
    ]))
    error_message = "No role allows more than single actions on named resources, X-Ray's and lists of schedules aside."
  }
}

run "scheduler_service" {
  command = plan

  variables {
    service_file = "../../../scheduler-service/service.yml"
    options      = ["connection_beat"]
  }

  assert {
    condition = {
      for statement in jsondecode(aws_iam_role_policy.function["api"].policy).Statement :
      statement.Sid => [statement.Action, statement.Resource] if startswith(statement.Sid, "Schedule")
      } == {
      Schedules = [
        ["scheduler:CreateSchedule", "scheduler:DeleteSchedule", "scheduler:GetSchedule", "scheduler:UpdateSchedule"],
        ["arn:aws:scheduler:eu-central-1:123456789012:schedule/downlink-dev-schedules/*"],
      ]
      ScheduleList = [["scheduler:ListSchedules"], ["*"]]
      ScheduleRole = [["iam:PassRole"], ["arn:aws:iam::123456789012:role/downlink-dev-schedules"]]
    }
    error_message = "The API manages the schedules of its group, and passes on no role but theirs."
  }
  assert {
    condition = {
      for name, function in aws_lambda_function.this : name => [function.handler, function.memory_size, function.timeout]
      } == {
      for name, function in yamldecode(file(var.service_file)).functions : name => [function.handler, function.memory_mb, function.timeout_seconds]
    }
    error_message = "Functions are exactly those of service.yml."
  }
  assert {
    condition = {
      for route in aws_apigatewayv2_route.websocket : route.route_key => contains(keys(aws_apigatewayv2_route_response.websocket), route.route_key)
      } == merge([
        for function in yamldecode(file(var.service_file)).functions : {
          for route in try(function.websocket_routes, []) : route => try(function.websocket_reply, false)
        }
    ]...)
    error_message = "WebSocket routes and which of them answer are exactly those of service.yml."
  }
  assert {
    condition = toset([for route in aws_apigatewayv2_route.http : route.route_key]) == toset(flatten([
      for function in yamldecode(file(var.service_file)).functions : try(function.http_routes, [])
    ]))
    error_message = "HTTP routes are exactly those of service.yml."
  }
  assert {
    condition = length(aws_lambda_event_source_mapping.this) == length([
      for function in yamldecode(file(var.service_file)).functions : function if can(function.kinesis)
      ]) && toset(keys(aws_scheduler_schedule.this)) == toset(flatten([
        for function in yamldecode(file(var.service_file)).functions : keys(try(function.schedules, {}))
    ]))
    error_message = "Event sources and schedules are exactly those of service.yml."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this : toset(keys(one(function.environment).variables)) == toset(keys(yamldecode(file(var.service_file)).environment))
    ])
    error_message = "Environment variables are exactly those of service.yml."
  }
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.function : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in statement.Action : !strcontains(action, "*") && (contains(["ScheduleList", "Traces"], statement.Sid) || !contains(statement.Resource, "*"))
        ]
      ]
    ]))
    error_message = "No role allows more than single actions on named resources, X-Ray's and lists of schedules aside."
  }
}

run "probe_service" {
  command = plan

  variables {
    service_file = "../../../probe-service/service.yml"
  }

  assert {
    condition = {
      for name, function in aws_lambda_function.this : name => [function.handler, function.memory_size, function.timeout]
      } == {
      for name, function in yamldecode(file(var.service_file)).functions : name => [function.handler, function.memory_mb, function.timeout_seconds]
    }
    error_message = "Functions are exactly those of service.yml."
  }
  assert {
    condition = {
      for route in aws_apigatewayv2_route.websocket : route.route_key => contains(keys(aws_apigatewayv2_route_response.websocket), route.route_key)
      } == merge([
        for function in yamldecode(file(var.service_file)).functions : {
          for route in try(function.websocket_routes, []) : route => try(function.websocket_reply, false)
        }
    ]...)
    error_message = "WebSocket routes and which of them answer are exactly those of service.yml."
  }
  assert {
    condition = toset([for route in aws_apigatewayv2_route.http : route.route_key]) == toset(flatten([
      for function in yamldecode(file(var.service_file)).functions : try(function.http_routes, [])
    ]))
    error_message = "HTTP routes are exactly those of service.yml."
  }
  assert {
    condition = length(aws_lambda_event_source_mapping.this) == length([
      for function in yamldecode(file(var.service_file)).functions : function if can(function.kinesis)
      ]) && toset(keys(aws_scheduler_schedule.this)) == toset(flatten([
        for function in yamldecode(file(var.service_file)).functions : keys(try(function.schedules, {}))
    ]))
    error_message = "Event sources and schedules are exactly those of service.yml."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this : toset(keys(one(function.environment).variables)) == toset(keys(yamldecode(file(var.service_file)).environment))
    ])
    error_message = "Environment variables are exactly those of service.yml."
  }
  assert {
    condition = alltrue(flatten([
      for policy in aws_iam_role_policy.function : [
        for statement in jsondecode(policy.policy).Statement : [
          for action in statement.Action : !strcontains(action, "*") && (contains(["ScheduleList", "Traces"], statement.Sid) || !contains(statement.Resource, "*"))
        ]
      ]
    ]))
    error_message = "No role allows more than single actions on named resources, X-Ray's and lists of schedules aside."
  }
  assert {
    condition = [
      for variable in ["WEBSOCKET_URL", "HTTP_URL"] : one(aws_lambda_function.this["probe"].environment).variables[variable]
    ] == ["wss://ws/dev", "https://http"]
    error_message = "The probe goes where users go."
  }
}

run "beats_where_the_environment_asks_for_it" {
  command = plan

  variables {
    service_file = "../../../scheduler-service/service.yml"
    options      = ["connection_beat"]
  }

  assert {
    condition     = contains(keys(aws_scheduler_schedule.this), "beat") && output.functions["beat"].runs_every_minutes == 1
    error_message = "The option's function, its schedule and the alarm on its silence are there."
  }
}

run "makes_no_function_that_the_environment_does_not_ask_for" {
  command = plan

  variables {
    service_file = "../../../scheduler-service/service.yml"
  }

  assert {
    condition = (
      keys(aws_lambda_function.this) == ["announce", "api", "sweep"]
      && keys(aws_iam_role.function) == ["announce", "api", "sweep"]
      && keys(aws_scheduler_schedule.this) == ["announcement", "sweep"]
    )
    error_message = "Without its option a function has neither a role nor a schedule, and no alarms."
  }
}

run "refuses_an_option_that_no_function_has" {
  command = plan

  variables {
    service_file = "../../../scheduler-service/service.yml"
    options      = ["connection_beet"]
  }

  expect_failures = [var.options]
}
