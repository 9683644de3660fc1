mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name             = "downlink-dev"
  service_file     = "tests/service.yml"
  artifacts_bucket = "artifacts"
  release          = { version = "sha-0123456789abcdef" }
  logs             = { retention_days = 14 }
  platform = {
    partition  = "aws"
    region     = "eu-central-1"
    account_id = "123456789012"
    channels   = { reference = "ssm:/downlink-dev/channels:3", arn = "arn:aws:ssm:eu-central-1:123456789012:parameter/channels" }
    secrets    = { api = [], pipelines = [], token = ["arn:aws:ssm:eu-central-1:123456789012:parameter/a", "arn:aws:ssm:eu-central-1:123456789012:parameter/b"] }
    tables = {
      connections = { name = "downlink-dev-connections", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/connections" }
    }
    streams   = { vehicles = { name = "downlink-dev-vehicles", arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/vehicles" } }
    queues    = { dead-letters = { url = "https://queue", arn = "arn:aws:sqs:eu-central-1:123456789012:dead-letters" } }
    websocket = { id = "ws", stage = "dev", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:ws", url = "wss://ws/dev", callback_url = "https://callback/dev" }
    http      = { id = "http", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:http", url = "https://http", authorization = "NONE" }
    schedules = { group = "downlink-dev-schedules", role_arn = "arn:aws:iam::123456789012:role/downlink-dev-schedules" }
  }
}

run "makes_the_functions" {
  command = plan

  assert {
    condition     = [for function in aws_lambda_function.this : function.function_name] == ["downlink-dev-full-service-listen", "downlink-dev-full-service-quiet", "downlink-dev-full-service-talk"]
    error_message = "Functions are named <project>-<environment>-<service>-<function>."
  }
  assert {
    condition = (
      aws_lambda_function.this["talk"].handler == "a.Talk" && aws_lambda_function.this["talk"].memory_size == 512
      && aws_lambda_function.this["talk"].timeout == 60 && aws_lambda_function.this["talk"].reserved_concurrent_executions == 4
      && aws_lambda_function.this["quiet"].reserved_concurrent_executions == -1
    )
    error_message = "Handler, memory, timeout and concurrency are those of service.yml."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this :
      function.runtime == "java21" && function.architectures == tolist(["arm64"]) && function.publish
      && one(function.snap_start).apply_on == "PublishedVersions" && one(function.tracing_config).mode == "PassThrough"
      && function.s3_bucket == "artifacts" && function.s3_key == "full-service/sha-0123456789abcdef.zip" && function.s3_object_version == "mocked"
      && function.filename == null
    ])
    error_message = "Functions are java21 on arm64, published with SnapStart, traced, and come from the released artifact."
  }
  assert {
    condition     = alltrue([for name, alias in aws_lambda_alias.live : alias.name == "live" && alias.function_version == aws_lambda_function.this[name].version])
    error_message = "The alias live is the published version."
  }
  assert {
    condition     = [for group in aws_cloudwatch_log_group.function : group.retention_in_days] == [14, 14, 14]
    error_message = "Every function's logs end."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this :
      one(function.logging_config).log_format == "JSON" && one(function.logging_config).system_log_level == "WARN"
      && one(function.logging_config).application_log_level == "INFO"
    ])
    error_message = "Logs are structured, without a line for the start and the end of each invocation."
  }
  assert {
    condition     = { for name, function in output.functions : name => function.runs_every_minutes } == { listen = null, quiet = null, talk = null }
    error_message = "Only schedules by the minute tell when a function is silent."
  }
}

run "publishes_only_what_may_already_start" {
  command = plan

  assert {
    condition = (
      keys(terraform_data.permitted) == keys(aws_lambda_function.this)
      && alltrue([for name, permitted in terraform_data.permitted : permitted.triggers_replace == aws_iam_role_policy.function[name].policy])
    )
    error_message = "A snapshot is taken once the function's permissions are known everywhere, also after they changed."
  }
}

run "gives_each_function_the_environment_of_service_yml" {
  command = plan

  assert {
    condition = alltrue([
      for function in aws_lambda_function.this : one(function.environment).variables == tomap({
        CHANNELS          = "ssm:/downlink-dev/channels:3"
        CALLBACK_URL      = "https://callback/dev"
        CONNECTIONS_TABLE = "downlink-dev-connections"
        STREAM            = "downlink-dev-vehicles"
        QUEUE_URL         = "https://queue"
        OTHER             = "downlink-dev-other-service-work:live"
      })
    ])
    error_message = "References are resolved, and no other variable is set."
  }
}

run "routes_messages_and_requests" {
  command = plan

  assert {
    condition     = [for route in aws_apigatewayv2_route.websocket : route.route_key] == ["$connect", "$disconnect", "talk"]
    error_message = "WebSocket routes are those of service.yml."
  }
  assert {
    condition = (
      keys(aws_apigatewayv2_route_response.websocket) == ["$connect", "talk"]
      && [for route in aws_apigatewayv2_route.websocket : route.route_key if route.route_response_selection_expression == "$default"] == ["$connect", "talk"]
    )
    error_message = "A function that answers has a route response."
  }
  assert {
    condition = (
      { for name, integration in aws_apigatewayv2_integration.websocket : name => integration.timeout_milliseconds } == { quiet = 3000, talk = 29000 }
      && { for name, integration in aws_apigatewayv2_integration.http : name => integration.timeout_milliseconds } == { talk = 30000 }
    )
    error_message = "API Gateway waits as long as the function may take, within its own limit."
  }
  assert {
    condition     = [for permission in aws_lambda_permission.websocket : permission.source_arn] == ["arn:aws:execute-api:eu-central-1:123456789012:ws/dev/$connect", "arn:aws:execute-api:eu-central-1:123456789012:ws/dev/$disconnect", "arn:aws:execute-api:eu-central-1:123456789012:ws/dev/talk"]
    error_message = "Only the route itself may invoke the function."
  }
  assert {
    condition     = [for permission in aws_lambda_permission.http : permission.source_arn] == ["arn:aws:execute-api:eu-central-1:123456789012:http/$default/GET/api/talk/{id}", "arn:aws:execute-api:eu-central-1:123456789012:http/$default/POST/api/talk"]
    error_message = "Only the request itself may invoke the function."
  }
  assert {
    condition     = alltrue([for permission in concat(values(aws_lambda_permission.websocket), values(aws_lambda_permission.http)) : permission.qualifier == "live"])
    error_message = "What is invoked is the alias."
  }
}

run "reads_the_stream" {
  command = plan

  assert {
    condition = (
      keys(aws_lambda_event_source_mapping.this) == ["listen"]
      && aws_lambda_event_source_mapping.this["listen"].event_source_arn == "arn:aws:kinesis:eu-central-1:123456789012:stream/vehicles"
      && aws_lambda_event_source_mapping.this["listen"].function_name == aws_lambda_alias.live["listen"].arn
      && aws_lambda_event_source_mapping.this["listen"].starting_position == "TRIM_HORIZON"
      && aws_lambda_event_source_mapping.this["listen"].batch_size == 500
      && aws_lambda_event_source_mapping.this["listen"].parallelization_factor == 1
      && aws_lambda_event_source_mapping.this["listen"].maximum_retry_attempts == 10
      && aws_lambda_event_source_mapping.this["listen"].maximum_record_age_in_seconds == 3600
      && aws_lambda_event_source_mapping.this["listen"].bisect_batch_on_function_error
      && aws_lambda_event_source_mapping.this["listen"].function_response_types == toset(["ReportBatchItemFailures"])
      && one(one(aws_lambda_event_source_mapping.this["listen"].destination_config).on_failure).destination_arn == "arn:aws:sqs:eu-central-1:123456789012:dead-letters"
    )
    error_message = "The event source mapping has the settings of service.yml."
  }
}

run "retries_and_buries_asynchronous_events" {
  command = plan

  assert {
    condition = (
      keys(aws_lambda_function_event_invoke_config.this) == ["listen"]
      && aws_lambda_function_event_invoke_config.this["listen"].qualifier == "live"
      && aws_lambda_function_event_invoke_config.this["listen"].maximum_retry_attempts == 1
      && aws_lambda_function_event_invoke_config.this["listen"].maximum_event_age_in_seconds == 600
      && one(one(aws_lambda_function_event_invoke_config.this["listen"].destination_config).on_failure).destination == "arn:aws:sqs:eu-central-1:123456789012:dead-letters"
    )
    error_message = "Asynchronous invocations of the alias are retried and end in the queue."
  }
  assert {
    condition     = { for name, config in aws_lambda_function_recursion_config.this : name => config.recursive_loop } == { listen = "Allow" }
    error_message = "A function that may invoke itself is not stopped for doing so, and no other is let loop."
  }
}

run "fires_schedules" {
  command = plan

  assert {
    condition = (
      keys(aws_scheduler_schedule.this) == ["hourly"]
      && aws_scheduler_schedule.this["hourly"].name == "downlink-dev-full-service-hourly"
      && aws_scheduler_schedule.this["hourly"].schedule_expression == "rate(1 hour)"
      && aws_scheduler_schedule.this["hourly"].schedule_expression_timezone == "UTC"
      && one(aws_scheduler_schedule.this["hourly"].target).arn == aws_lambda_alias.live["listen"].arn
    )
    error_message = "The schedule invokes the function's alias."
  }
  assert {
    condition     = one(one(aws_scheduler_schedule.this["hourly"].target).dead_letter_config).arn == "arn:aws:sqs:eu-central-1:123456789012:dead-letters"
    error_message = "What Scheduler could not hand over is a dead letter too."
  }
  assert {
    condition     = one(aws_scheduler_schedule.this["hourly"].target).input == "{\"id\":\"<aws.scheduler.execution-id>\",\"time\":\"<aws.scheduler.scheduled-time>\"}"
    error_message = "Scheduler finds its placeholders as they stand in service.yml."
  }
}

run "invokes_the_alias_and_nothing_else" {
  command = plan

  assert {
    condition = {
      for name, integration in merge(aws_apigatewayv2_integration.websocket, aws_apigatewayv2_integration.http) : name => integration.integration_uri
      } == {
      for name in ["quiet", "talk"] :
      name => "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:downlink-dev-full-service-${name}:live/invocations"
    }
    error_message = "API Gateway invokes the alias, by a name that is known before the function exists."
  }
}

run "retries_what_scheduler_could_not_hand_over" {
  command = plan

  assert {
    condition = (
      one(one(aws_scheduler_schedule.this["hourly"].target).retry_policy).maximum_retry_attempts == 185
      && one(one(aws_scheduler_schedule.this["hourly"].target).retry_policy).maximum_event_age_in_seconds == 600
    )
    error_message = "Scheduler retries as long as the event is worth something."
  }
}

run "publishes_again_for_a_new_secret" {
  command = plan

  variables {
    secrets_revision = 2
  }

  assert {
    condition     = aws_lambda_function.this["talk"].description == "full-service, talk (secrets 2, revision 1)"
    error_message = "A new revision changes the function, so that a new version reads the secrets."
  }
}

run "can_go_without_snapshots" {
  command = plan

  variables {
    snap_start   = false
    architecture = "x86_64"
  }

  assert {
    condition     = alltrue([for function in aws_lambda_function.this : length(function.snap_start) == 0 && function.architectures == tolist(["x86_64"])])
    error_message = "Emulators without SnapStart and arm64 can run the functions."
  }
}

run "refuses_parallel_batches_of_a_shard" {
  command = plan

  variables {
    service_file = "tests/parallel.yml"
  }

  expect_failures = [var.service_file]
}

run "refuses_a_file_that_is_no_service_yml" {
  command = plan

  variables {
    service_file = "tests/no-service.yml"
  }

  expect_failures = [var.service_file]
}

run "refuses_wildcards" {
  command = plan

  variables {
    service_file = "tests/wildcard.yml"
  }

  expect_failures = [var.service_file]
}

run "refuses_a_table_that_nobody_has" {
  command = plan

  variables {
    service_file = "tests/unknown-table.yml"
  }

  expect_failures = [var.service_file]
}

run "refuses_a_queue_that_nobody_has" {
  command = plan

  variables {
    service_file = "tests/unknown-queue.yml"
  }

  expect_failures = [var.service_file]
}

run "refuses_names_that_aws_refuses" {
  command = plan

  variables {
    service_file = "tests/long-name.yml"
  }

  expect_failures = [var.service_file]
}

run "refuses_an_unknown_processor" {
  command = plan

  variables {
    architecture = "arm"
  }

  expect_failures = [var.architecture]
}

run "refuses_a_retention_that_cloudwatch_does_not_offer" {
  command = plan

  variables {
    logs = { retention_days = 10 }
  }

  expect_failures = [var.logs]
}

run "refuses_half_a_revision" {
  command = plan

  variables {
    secrets_revision = 1.5
  }

  expect_failures = [var.secrets_revision]
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "-dev"
  }

  expect_failures = [var.name]
}

run "lets_an_environment_decide_what_is_reserved" {
  command = plan

  variables {
    reserved_concurrency = { talk = -1, quiet = 7 }
    tracing              = "Active"
    logs                 = { retention_days = 14, level = "DEBUG" }
  }

  assert {
    condition = (
      [for name in ["talk", "quiet"] : aws_lambda_function.this[name].reserved_concurrent_executions] == [-1, 7] && output.reserved_concurrency == 7
    )
    error_message = "The environment's numbers go before those of service.yml."
  }
  assert {
    condition = alltrue([
      for function in aws_lambda_function.this :
      one(function.tracing_config).mode == "Active" && one(function.logging_config).application_log_level == "DEBUG"
    ])
    error_message = "Traces and the level of logs are the environment's to choose."
  }
}

run "refuses_to_reserve_for_a_function_that_is_not_there" {
  command = plan

  variables {
    reserved_concurrency = { nobody = 1 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "refuses_a_level_and_a_mode_that_lambda_has_not" {
  command = plan

  variables {
    tracing = "Sometimes"
    logs    = { retention_days = 14, level = "LOUD" }
  }

  expect_failures = [var.tracing, var.logs]
}
