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
      reads_stream = false, invoked_async = true, runs_every_minutes = 1
    }
    ingest-service-vehicles = {
      name         = "downlink-dev-ingest-service-vehicles", timeout_seconds = 10, log_group = "/aws/lambda/downlink-dev-ingest-service-vehicles"
      reads_stream = true, invoked_async = false
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
      "downlink-dev-account-concurrency",
      "downlink-dev-bad-records",
      "downlink-dev-chat-service-fan-out-dropped",
      "downlink-dev-chat-service-fan-out-duration",
      "downlink-dev-chat-service-fan-out-errors",
      "downlink-dev-chat-service-fan-out-event-age",
      "downlink-dev-chat-service-fan-out-logged-errors",
      "downlink-dev-chat-service-fan-out-silent",
      "downlink-dev-chat-service-fan-out-throttles",
      "downlink-dev-dead-letters-waiting",
      "downlink-dev-delivery-backlog",
      "downlink-dev-dropped-publications",
      "downlink-dev-http-server-errors",
      "downlink-dev-ingest-service-vehicles-dropped",
      "downlink-dev-ingest-service-vehicles-duration",
      "downlink-dev-ingest-service-vehicles-errors",
      "downlink-dev-ingest-service-vehicles-iterator-age",
      "downlink-dev-ingest-service-vehicles-logged-errors",
      "downlink-dev-ingest-service-vehicles-throttles",
      "downlink-dev-late-deliveries",
      "downlink-dev-late-events",
      "downlink-dev-publications-read-throttles",
      "downlink-dev-publications-write-throttles",
      "downlink-dev-refused-posts",
      "downlink-dev-throttled-posts",
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
    condition = (
      aws_cloudwatch_metric_alarm.this["ingest-service-vehicles-iterator-age"].threshold == 60000
      && aws_cloudwatch_metric_alarm.this["chat-service-fan-out-event-age"].threshold == 60000
    )
    error_message = "Ages are a minute, in milliseconds."
  }
  assert {
    condition = alltrue([
      for key, alarm in aws_cloudwatch_metric_alarm.this :
      alarm.treat_missing_data == (endswith(key, "-silent") ? "breaching" : "notBreaching")
    ])
    error_message = "No traffic is no trouble, but a schedule that does not fire is."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["chat-service-fan-out-silent"].comparison_operator == "LessThanThreshold"
      && aws_cloudwatch_metric_alarm.this["chat-service-fan-out-silent"].period == 300
      && aws_cloudwatch_metric_alarm.this["chat-service-fan-out-silent"].threshold == 1
    )
    error_message = "A function that runs every minute and did not in five is silent."
  }
  assert {
    condition = alltrue([
      for key, alarm in aws_cloudwatch_metric_alarm.this :
      [alarm.datapoints_to_alarm, alarm.evaluation_periods] == (endswith(key, "-silent") || endswith(key, "-dropped") ? [1, 1] : [2, 3])
    ])
    error_message = "One bad minute wakes nobody; an event that is lost for good does."
  }
  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["late-deliveries"].extended_statistic == "p99" && aws_cloudwatch_metric_alarm.this["late-deliveries"].statistic == null
      && aws_cloudwatch_metric_alarm.this["late-deliveries"].dimensions == tomap({ environment = "downlink-dev" })
    )
    error_message = "Delivery is watched at the 99th percentile, for the whole environment."
  }
}

run "watches_the_probe" {
  command = plan

  variables {
    probe = true
  }

  assert {
    condition = (
      aws_cloudwatch_metric_alarm.this["probe-failing"].treat_missing_data == "breaching"
      && aws_cloudwatch_metric_alarm.this["probe-failing"].statistic == "SampleCount"
      && aws_cloudwatch_metric_alarm.this["probe-failing"].comparison_operator == "LessThanThreshold"
      && aws_cloudwatch_metric_alarm.this["probe-failing"].threshold == 1
      && [for alarm in ["failing", "slow"] : aws_cloudwatch_metric_alarm.this["probe-${alarm}"].metric_name] == ["ProbeMillis", "ProbeMillis"]
      && [for alarm in ["failing", "slow"] : aws_cloudwatch_metric_alarm.this["probe-${alarm}"].tags.severity] == ["page", "page"]
    )
    error_message = "A probe that fails or does not run is a page, and one that is slow."
  }
  assert {
    condition     = strcontains(aws_cloudwatch_dashboard.this[0].dashboard_body, "ProbeMillis")
    error_message = "The dashboard shows it."
  }
}

run "pages_for_what_users_notice" {
  command = plan

  variables {
    probe     = true
    schedules = { group = "downlink-dev-schedules", function = "chat-service-fan-out" }
  }

  assert {
    condition = toset([for key, alarm in aws_cloudwatch_metric_alarm.this : key if alarm.tags.severity == "page"]) == toset([
      "account-concurrency",
      "chat-service-fan-out-dropped",
      "chat-service-fan-out-errors",
      "chat-service-fan-out-event-age",
      "chat-service-fan-out-silent",
      "chat-service-fan-out-throttles",
      "http-server-errors",
      "ingest-service-vehicles-dropped",
      "ingest-service-vehicles-errors",
      "ingest-service-vehicles-iterator-age",
      "ingest-service-vehicles-throttles",
      "late-deliveries",
      "occurrences-dropped",
      "occurrences-failed",
      "probe-failing",
      "probe-slow",
      "refused-posts",
      "websocket-execution-errors",
    ])
    error_message = "The others are tickets."
  }
  assert {
    condition = {
      for key, alarm in aws_cloudwatch_metric_alarm.this : key => alarm.metric_name if alarm.namespace == "Downlink" && length(alarm.dimensions) > 0
      } == {
      "bad-records"          = "DeadLetters"
      "delivery-backlog"     = "DeliveryBacklog"
      "dropped-publications" = "DroppedPublications"
      "late-deliveries"      = "PublishToFrameMillis"
      "late-events"          = "EventLagMillis"
      "probe-failing"        = "ProbeMillis"
      "probe-slow"           = "ProbeMillis"
      "refused-posts"        = "RefusedPosts"
      "throttled-posts"      = "ThrottledPosts"
    }
    error_message = "The functions' own metrics go by the names that they write (shared/concurrency, Metric)."
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
    condition = alltrue([
      for key, filter in aws_cloudwatch_log_metric_filter.logged_errors :
      filter.log_group_name == var.functions[key].log_group && filter.pattern == "{ $.level = \"ERROR\" && $.logger = \"dev.downlink.*\" }"
      && one(filter.metric_transformation).name == aws_cloudwatch_metric_alarm.this["${key}-logged-errors"].metric_name
      && one(filter.metric_transformation).namespace == aws_cloudwatch_metric_alarm.this["${key}-logged-errors"].namespace
    ])
    error_message = "Errors of our own code are counted for each function, under the name that its alarm watches."
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
    alarm_emails = { page = ["page@example.com"], ticket = ["ticket@example.com"] }
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.this :
      one(alarm.alarm_actions) == aws_sns_topic.alarms[alarm.tags.severity].arn && one(alarm.ok_actions) == aws_sns_topic.alarms[alarm.tags.severity].arn
    ])
    error_message = "Every alarm goes to the topic of its severity, and its end too."
  }
  assert {
    condition     = { for key, subscription in aws_sns_topic_subscription.alarms : key => subscription.endpoint } == { "page page@example.com" = "page@example.com", "ticket ticket@example.com" = "ticket@example.com" }
    error_message = "Each address hears of its severity only."
  }
}

run "watches_the_bill" {
  command = plan

  variables {
    alarm_emails           = { ticket = ["ticket@example.com"] }
    monthly_budget_dollars = 500
  }

  assert {
    condition = (
      aws_budgets_budget.this[0].limit_amount == "500"
      && one(aws_budgets_budget.this[0].cost_filter).values == tolist(["user:environment$dev"])
      && alltrue([for notification in aws_budgets_budget.this[0].notification : notification.subscriber_email_addresses == toset(["ticket@example.com"])])
    )
    error_message = "A month that costs more than planned is a ticket."
  }
}

run "refuses_a_budget_that_nobody_hears_of" {
  command = plan

  variables {
    monthly_budget_dollars = 500
  }

  expect_failures = [var.monthly_budget_dollars]
}

run "shows_all_on_one_dashboard" {
  command = plan

  assert {
    condition     = output.dashboard == "downlink-dev" && length(jsondecode(aws_cloudwatch_dashboard.this[0].dashboard_body).widgets) == 21
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
      && length([for name in output.alarms : name if endswith(name, "-logged-errors")]) == 0
    )
    error_message = "Neither dashboard nor log metrics nor alarms on them."
  }
}

run "refuses_what_is_no_address" {
  command = plan

  variables {
    alarm_emails = { page = ["ops"] }
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
