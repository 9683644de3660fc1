# Which artifact runs, and how its versions come live.
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
    secrets    = { token = [] }
    tables = {
      connections = { name = "downlink-dev-connections", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/connections" }
    }
    streams   = { vehicles = { name = "downlink-dev-vehicles", arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/vehicles" } }
    queues    = { dead-letters = { url = "https://queue", arn = "arn:aws:sqs:eu-central-1:123456789012:dead-letters" } }
    websocket = { id = "ws", stage = "dev", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:ws", url = "wss://ws/dev", callback_url = "https://callback/dev" }
    http      = { id = "http", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:http", url = "https://http", authorization = "AWS_IAM" }
    schedules = { group = "downlink-dev-schedules", role_arn = "arn:aws:iam::123456789012:role/downlink-dev-schedules" }
  }
}

run "runs_the_released_artifact" {
  command = plan

  assert {
    condition     = alltrue([for function in aws_lambda_function.this : function.s3_key == "full-service/sha-0123456789abcdef.zip"]) && output.version == "sha-0123456789abcdef"
    error_message = "All functions of a service run one artifact."
  }
  assert {
    condition     = length(data.aws_s3_object.latest) == 0
    error_message = "Nobody else's release moves a pinned version."
  }
}

run "follows_what_was_released_last" {
  command = plan

  override_data {
    target = data.aws_s3_object.latest[0]
    values = { body = "sha-fedcba9876543210\n" }
  }

  variables {
    release = { version = "latest" }
  }

  assert {
    condition     = alltrue([for function in aws_lambda_function.this : function.s3_key == "full-service/sha-fedcba9876543210.zip"])
    error_message = "latest is what ./release uploaded last."
  }
}

run "publishes_again_when_asked" {
  command = plan

  variables {
    release = { version = "sha-0123456789abcdef", revision = 2 }
  }

  assert {
    condition     = aws_lambda_function.this["talk"].description == "full-service, talk (secrets 1, revision 2)"
    error_message = "A raised revision makes new versions, for instance after a snapshot that failed."
  }
}

run "checks_each_new_version_before_it_is_live" {
  command = plan

  assert {
    condition = alltrue([
      for name, active in terraform_data.active :
      active.triggers_replace == ["downlink-dev-full-service-${name}", aws_lambda_function.this[name].version]
    ]) && keys(terraform_data.active) == keys(aws_lambda_alias.live)
    error_message = "A new version is waited for, one by one."
  }
  assert {
    condition     = alltrue([for name, pruned in terraform_data.pruned : pruned.triggers_replace == aws_lambda_alias.live[name].function_version])
    error_message = "Old versions go once the alias has moved."
  }
}

run "signs_http_requests_where_asked" {
  command = plan

  assert {
    condition     = alltrue([for route in aws_apigatewayv2_route.http : route.authorization_type == "AWS_IAM"])
    error_message = "Every HTTP route has the authorization of the API."
  }
}

run "leaves_out_what_emulators_lack" {
  command = plan

  variables {
    emulator = { recursion_config = false, log_settings = false, alias_integrations = false, schedule_placeholders = false }
  }

  assert {
    condition = (
      length(aws_lambda_function_recursion_config.this) == 0
      && alltrue([for function in aws_lambda_function.this : length(function.logging_config) == 0])
      && alltrue([for permission in aws_lambda_permission.websocket : permission.qualifier == null])
      && endswith(aws_apigatewayv2_integration.http["talk"].integration_uri, "full-service-talk/invocations")
      && !strcontains(one(aws_scheduler_schedule.this["hourly"].target).input, "<aws.scheduler.scheduled-time>")
    )
    error_message = "Neither recursion and log settings, nor aliases behind API Gateway, nor placeholders."
  }
}

run "refuses_a_version_that_release_does_not_make" {
  command = plan

  variables {
    release = { version = "v1.2" }
  }

  expect_failures = [var.release]
}

run "refuses_a_canary_too_short_to_be_seen" {
  command = plan

  variables {
    release = { version = "latest", canary = { percent = 10, minutes = 1 } }
  }

  expect_failures = [var.release]
}

run "refuses_a_canary_of_everything" {
  command = plan

  variables {
    release = { version = "latest", canary = { percent = 100, minutes = 5 } }
  }

  expect_failures = [var.release]
}

# What waits for what, a plan does not show, and moto does (moto/test): this only notices that the line is gone.
run "moves_the_alias_after_the_snapshot" {
  command = plan

  assert {
    condition     = length(aws_lambda_alias.live) > 0 && length(regexall("(?s)resource \"aws_lambda_alias\" \"live\" \\{[^}]*depends_on = \\[terraform_data.active\\]", file("rollout.tf"))) == 1
    error_message = "An alias waits until its version has a snapshot."
  }
}
