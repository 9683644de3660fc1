mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name   = "downlink-dev"
  region = "eu-central-1"
  functions = {
    chat-service-fan-out = {
      name         = "downlink-dev-chat-service-fan-out", timeout_seconds = 60, log_group = "/aws/lambda/downlink-dev-chat-service-fan-out"
      reads_stream = false, invoked_async = true, delivers = true
    }
    ingest-service-vehicles = {
      name         = "downlink-dev-ingest-service-vehicles", timeout_seconds = 10, log_group = "/aws/lambda/downlink-dev-ingest-service-vehicles"
      reads_stream = true, invoked_async = false, delivers = false
    }
  }
  queues    = ["downlink-dev-dead-letters"]
  tables    = ["downlink-dev-publications"]
  streams   = ["downlink-dev-vehicles"]
  websocket = { id = "ws", stage = "dev" }
  http      = { id = "http" }
}

run "watches_everything" {
  command = plan

  assert {
    condition = output.alarms == tolist([
      "downlink-dev-chat-service-fan-out-delivery-failures",
      "downlink-dev-chat-service-fan-out-dropped",
      "downlink-dev-chat-service-fan-out-duration",
      "downlink-dev-chat-service-fan-out-errors",
      "downlink-dev-chat-service-fan-out-logged-errors",
      "downlink-dev-chat-service-fan-out-throttles",
      "downlink-dev-dead-letters-waiting",
      "downlink-dev-http-server-errors",
      "downlink-dev-ingest-service-vehicles-duration",
      "downlink-dev-ingest-service-vehicles-errors",
      "downlink-dev-ingest-service-vehicles-iterator-age",
      "downlink-dev-ingest-service-vehicles-logged-errors",
      "downlink-dev-ingest-service-vehicles-throttles",
      "downlink-dev-publications-read-throttles",
      "downlink-dev-publications-write-throttles",
      "downlink-dev-vehicles-refused-records",
      "downlink-dev-websocket-execution-errors",
    ])
    error_message = "Each function, queue, table, stream and API has its alarms."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.this["chat-service-fan-out-duration"].threshold == 54000
    error_message = "The duration alarm goes off at 90 % of the timeout, in milliseconds."
  }
  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.treat_missing_data == "notBreaching"])
    error_message = "No traffic is no trouble."
  }
}

run "does_not_mind_clients_that_are_refused" {
  command = plan

  assert {
    condition     = aws_cloudwatch_metric_alarm.this["websocket-execution-errors"].metric_name == "ExecutionError"
    error_message = "IntegrationError counts a function's 401 as well."
  }
}

run "counts_what_is_logged" {
  command = plan

  assert {
    condition = (
      [for filter in aws_cloudwatch_log_metric_filter.logged_errors : filter.log_group_name] == [for function in var.functions : function.log_group]
      && keys(aws_cloudwatch_log_metric_filter.delivery_failures) == ["chat-service-fan-out"]
    )
    error_message = "Errors are counted for each function, failed deliveries where there are deliveries."
  }
  assert {
    condition = (
      one(aws_cloudwatch_log_metric_filter.delivery_failures["chat-service-fan-out"].metric_transformation).name
      == aws_cloudwatch_metric_alarm.this["chat-service-fan-out-delivery-failures"].metric_name
    )
    error_message = "The alarm watches the metric that the filter writes."
  }
}

run "tells_nobody_unless_asked" {
  command = plan

  assert {
    condition     = length(aws_sns_topic.alarms) == 0 && alltrue([for alarm in aws_cloudwatch_metric_alarm.this : length(alarm.alarm_actions) == 0])
    error_message = "Without addresses there is no topic."
  }
}

run "tells_those_who_asked" {
  command = plan

  variables {
    alarm_emails = ["ops@example.com"]
  }

  assert {
    condition     = alltrue([for alarm in aws_cloudwatch_metric_alarm.this : one(alarm.alarm_actions) == aws_sns_topic.alarms[0].arn && one(alarm.ok_actions) == aws_sns_topic.alarms[0].arn])
    error_message = "Every alarm goes to the topic, and its end too."
  }
}

run "shows_all_on_one_dashboard" {
  command = plan

  assert {
    condition     = output.dashboard == "downlink-dev" && length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets) == 12
    error_message = "One dashboard shows every graph."
  }
}

run "leaves_out_what_emulators_cannot_do" {
  command = plan

  variables {
    dashboard   = false
    log_metrics = false
  }

  assert {
    condition = (
      output.dashboard == null && length(aws_cloudwatch_log_metric_filter.logged_errors) == 0
      && length([for name in output.alarms : name if endswith(name, "-logged-errors") || endswith(name, "-delivery-failures")]) == 0
    )
    error_message = "Neither dashboard nor log metrics nor alarms on them."
  }
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    alarm_emails = ["ops"]
  }

  expect_failures = [var.alarm_emails]
}

run "refuses_to_watch_nothing" {
  command = plan

  variables {
    functions = {}
  }

  expect_failures = [var.functions]
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "downlink dev"
  }

  expect_failures = [var.name]
}
