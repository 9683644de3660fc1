mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  environment        = "dev"
  channels_file      = "tests/channels.yml"
  protect_data       = false
  log_retention_days = 14
  expected           = { connections = 100, messages_per_second = 10 }
  services_folder    = "tests/services"
}

run "makes_what_the_services_describe" {
  command = plan

  assert {
    condition = output.functions == toset(flatten([
      for service in ["chat-service", "connection-service", "ingest-service", "scheduler-service", "probe-service"] : [
        for name, function in yamldecode(file("../../../${service}/service.yml")).functions : "downlink-dev-${service}-${name}" if !can(function.option)
      ]
    ]))
    error_message = "Every function of every service, and no other: ${jsonencode(output.functions)}"
  }
  assert {
    condition     = [for table in output.tables : table.name] == ["downlink-dev-analytics", "downlink-dev-connections", "downlink-dev-publications", "downlink-dev-subscriptions"]
    error_message = "Every service's tables: ${jsonencode(output.tables)}"
  }
  assert {
    condition     = output.streams == ["downlink-dev-vehicles"] && keys(output.queues) == ["dead-letters"]
    error_message = "Every service's streams and queues."
  }
}

run "watches_every_function" {
  command = plan

  assert {
    condition = length(setsubtract(
      flatten([for function in output.functions : ["${function}-errors", "${function}-throttles", "${function}-duration"]]), output.alarms
    )) == 0
    error_message = "Each function has alarms on errors, throttles and duration: ${jsonencode(output.alarms)}"
  }
  assert {
    condition = length(setsubtract(
      ["downlink-dev-ingest-service-vehicles-iterator-age", "downlink-dev-dead-letters-waiting"], output.alarms
    )) == 0
    error_message = "Lag behind the stream and dead letters have alarms: ${jsonencode(output.alarms)}"
  }
}

run "leaves_out_a_service_without_a_file" {
  command = plan

  variables {
    services_folder = "tests/services-without-stream"
  }

  assert {
    condition     = length(output.streams) == 0 && length([for function in output.functions : function if strcontains(function, "ingest-service")]) == 0
    error_message = "A team without a stream has none, and no function that reads one."
  }
  assert {
    condition     = !contains([for table in output.tables : table.name], "downlink-dev-analytics")
    error_message = "What the service owns goes with it."
  }
}

run "costs_when_idle_without_a_stream_what_the_readme_says" {
  command = plan

  variables {
    services_folder = "tests/services-without-stream"
  }

  assert {
    condition     = strcontains(file("../../../README.md"), format("with a stream, $%.0f without", output.cost_and_quotas.idle_dollars))
    error_message = format("An idle month costs $%.2f without a stream; README.md says something else.", output.cost_and_quotas.idle_dollars)
  }
}

run "keeps_services_apart" {
  command = plan

  assert {
    condition     = output.versions["chat-service"].artifact == "sha-0000000000000001" && output.versions["scheduler-service"].artifact == "sha-0000000000000004"
    error_message = "Each service has the version of its own file."
  }
}

run "probes_where_clients_are_when_there_is_a_domain" {
  command = plan

  variables {
    websocket_domain = { name = "live.example.com", certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/a", mapping_key = "v1" }
  }

  assert {
    condition     = local.platform.websocket.url == "wss://live.example.com/v1" && output.websocket_url == local.platform.websocket.url
    error_message = "The probe connects to ${local.platform.websocket.url}, clients to ${output.websocket_url}."
  }
}

run "probes_the_stage" {
  command = plan

  assert {
    condition     = local.platform.websocket.url == output.websocket_url && contains(output.alarms, "downlink-dev-probe-failing")
    error_message = "The probe connects to ${local.platform.websocket.url}, clients to ${output.websocket_url}."
  }
}

run "says_what_the_probe_needs" {
  command = plan

  variables {
    http_authorization = "AWS_IAM"
  }

  expect_failures = [check.probe]
}

run "lets_only_schedules_of_back_ends_take_their_role" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.schedules.assume_role_policy).Statement[0].Condition.StringEquals == {
      "aws:SourceAccount" = "123456789012"
      "aws:SourceArn"     = "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/downlink-dev-schedules"
    }
    error_message = aws_iam_role.schedules.assume_role_policy
  }
}

run "encrypts_its_logs" {
  command = plan

  # What the names of the log groups begin with: a key that does not allow a group stops whatever writes there.
  assert {
    condition = jsondecode(aws_kms_key.logs[0].policy).Statement[1].Condition.ArnLike["kms:EncryptionContext:aws:logs:arn"] == [
      "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/downlink-dev-*",
      "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/vendedlogs/apigateway/downlink-dev-*",
    ]
    error_message = "The key serves the log groups of this environment: functions and API Gateway."
  }

  assert {
    condition = alltrue([
      for statement in jsondecode(aws_kms_key.logs[0].policy).Statement : alltrue([for action in statement.Action : !strcontains(action, "*")])
    ])
    error_message = "The key's policy names its actions."
  }
  assert {
    condition     = length(setsubtract(["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"], jsondecode(aws_kms_key.logs[0].policy).Statement[0].Action)) == 0
    error_message = "The account may name the key: an alias needs the key's consent too."
  }
  assert {
    condition     = aws_kms_key.logs[0].enable_key_rotation
    error_message = "The key is rotated."
  }
}

run "leaves_out_what_emulators_cannot_do" {
  command = plan

  variables {
    access_logs  = false
    dashboard    = false
    encrypt_logs = false
    log_metrics  = false
    snap_start   = false
  }

  assert {
    condition     = length(aws_kms_key.logs) == 0 && length(aws_kms_alias.logs) == 0 && output.dashboard == null
    error_message = "Neither keys nor a dashboard."
  }
}

run "separates_two_environments_of_an_account" {
  command = plan

  variables {
    environment   = "test"
    channels_file = "tests/channels-test.yml"
  }

  assert {
    condition = alltrue([
      for name in concat(tolist(output.functions), output.alarms, [for table in output.tables : table.name], output.streams) : startswith(name, "downlink-test-")
    ])
    error_message = "Every name begins with <project>-<environment>."
  }
  assert {
    condition     = output.secrets == tolist(["/downlink-test/api-key"])
    error_message = "Secrets lie under the environment's path."
  }
}

run "leaves_environments_for_those_who_connect" {
  command = plan

  assert {
    condition     = local.reserved == 500
    error_message = "Workers and readers of streams may take ${local.reserved} of ${var.account_concurrency} environments."
  }
}

run "refuses_to_reserve_what_a_new_account_has_not" {
  command = plan

  variables {
    account_concurrency = 10
  }

  expect_failures = [terraform_data.concurrency]
}

run "reserves_what_the_environment_says" {
  command = plan

  variables {
    account_concurrency  = 10
    reserved_concurrency = { "chat-service/fan-out" = -1, "ingest-service/vehicles" = -1 }
  }

  assert {
    condition     = local.reserved == 0
    error_message = "A new account can be deployed to."
  }
}

run "refuses_to_reserve_for_no_function" {
  command = plan

  variables {
    reserved_concurrency = { fan-out = 3 }
  }

  expect_failures = [var.reserved_concurrency]
}

run "refuses_a_wrong_environment" {
  command = plan

  variables {
    environment = "Dev 1"
  }

  expect_failures = [var.environment]
}

run "refuses_a_wrong_project" {
  command = plan

  variables {
    project = "down-link"
  }

  expect_failures = [var.project]
}

run "refuses_to_follow_what_was_built_last" {
  command = plan

  variables {
    services_folder = "tests/services-latest"
  }

  expect_failures = [var.services_folder]
}

run "refuses_the_file_of_no_service" {
  command = plan

  variables {
    services_folder = "tests/services-unknown"
  }

  expect_failures = [var.services_folder]
}

run "refuses_http_authorization_that_api_gateway_has_not" {
  command = plan

  variables {
    http_authorization = "BASIC"
  }

  expect_failures = [var.http_authorization]
}

run "beats_where_it_is_asked_for" {
  command = plan

  variables {
    connection_beat = true
  }

  assert {
    condition     = output.cost_and_quotas.monthly_dollars.connection_beat > 0 && contains(output.alarms, "downlink-dev-scheduler-service-beat-silent")
    error_message = "The beat runs, is watched and stands in the report."
  }
}

run "beats_nowhere_else" {
  command = plan

  assert {
    condition     = output.cost_and_quotas.monthly_dollars.connection_beat == 0 && !contains(output.alarms, "downlink-dev-scheduler-service-beat-silent")
    error_message = "Without connection_beat nothing is spent on it."
  }
}

run "lets_the_schedules_of_back_ends_publish_and_nothing_else" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.schedules.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole"]
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = {
        "aws:SourceAccount" = "123456789012"
        "aws:SourceArn"     = "arn:aws:scheduler:eu-central-1:123456789012:schedule-group/downlink-dev-schedules"
      } }
    }]
    error_message = "Only schedules of the group take the role."
  }
  assert {
    condition = jsondecode(aws_iam_role_policy.schedules.policy).Statement == [
      { Sid = "Occurrences", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["arn:aws:lambda:eu-central-1:123456789012:function:downlink-dev-scheduler-service-announce:live"] },
      { Sid = "DeadLetters", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = ["arn:aws:sqs:eu-central-1:123456789012:downlink-dev-dead-letters"] },
    ]
    error_message = "It invokes the function that publishes, and buries what could not be handed over."
  }
}
