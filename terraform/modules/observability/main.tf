locals {
  namespace   = "Downlink"
  minute      = 60
  environment = { environment = var.name }

  # Alarms on one metric each, by name (docs/operations.md, "Alarms"). A page is about users who notice now, or will within
  # minutes; a ticket can wait until morning. Above the threshold in 2 of 3 minutes, unless it says otherwise.
  function_alarms = merge([
    for key, function in var.functions : merge(
      {
        "${key}-errors" = {
          text      = "${function.name} failed or timed out."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
        }
        "${key}-throttles" = {
          text      = "${function.name} was refused an environment."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "Throttles", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
        }
        "${key}-duration" = {
          text      = "${function.name} took more than 90 % of its ${function.timeout_seconds} s."
          severity  = "ticket"
          namespace = "AWS/Lambda", metric = "Duration", dimensions = { FunctionName = function.name }
          statistic = "Maximum", threshold = function.timeout_seconds * 900
        }
      },
      function.reads_stream ? {
        "${key}-iterator-age" = {
          text      = "${function.name} is a minute or more behind its stream."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "IteratorAge", dimensions = { FunctionName = function.name }
          # In milliseconds.
          statistic = "Maximum", threshold = 60000
        }
      } : {},
      function.invoked_async ? {
        "${key}-event-age" = {
          text      = "Events for ${function.name} wait a minute or more before it takes them."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "AsyncEventAge", dimensions = { FunctionName = function.name }
          statistic = "Maximum", threshold = 60000
        }
      } : {},
      function.invoked_async || function.reads_stream ? {
        "${key}-dropped" = {
          text      = "What ${function.name} could not process could not even be put in the dead-letter queue."
          severity  = "page"
          namespace = "AWS/Lambda", metric = "DestinationDeliveryFailures", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
          points    = { of = 1, breaching = 1 }
        }
      } : {},
      function.runs_every_minutes != null ? {
        "${key}-silent" = {
          text       = "${function.name} did not run in ${5 * function.runs_every_minutes} minutes; it should every ${function.runs_every_minutes}."
          severity   = "page"
          namespace  = "AWS/Lambda", metric = "Invocations", dimensions = { FunctionName = function.name }
          statistic  = "Sum", threshold = 1
          comparison = "LessThanThreshold"
          period     = 5 * function.runs_every_minutes * local.minute
          points     = { of = 1, breaching = 1 }
          # Lambda reports nothing at all for a function that does not run.
          missing = "breaching"
        }
      } : {},
      var.log_metrics ? {
        "${key}-logged-errors" = {
          text      = "${function.name} logged an error that its caller got as an answer."
          severity  = "ticket"
          namespace = local.namespace, metric = "${function.name}-logged-errors", dimensions = {}
          statistic = "Sum", threshold = 0
        }
      } : {},
    )
  ]...)

  # On what the functions report themselves.
  delivery_alarms = {
    "refused-posts" = {
      text      = "API Gateway refuses the functions' posts (401, 403): nobody gets anything."
      severity  = "page"
      namespace = local.namespace, metric = "RefusedPosts", dimensions = local.environment
      statistic = "Sum", threshold = 0
    }
    "late-deliveries" = {
      text      = "1 % of the publications reach their subscribers more than 2 s after they were published."
      severity  = "page"
      namespace = local.namespace, metric = "PublishToFrameMillis", dimensions = local.environment
      statistic = "p99", threshold = 2000
    }
    "throttled-posts" = {
      text      = "API Gateway answers posts with 429: the account's requests per second are used up."
      severity  = "ticket"
      namespace = local.namespace, metric = "ThrottledPosts", dimensions = local.environment
      statistic = "Sum", threshold = 0
    }
    "dropped-publications" = {
      text      = "Publications without history were dropped for connections that do not accept them."
      severity  = "ticket"
      namespace = local.namespace, metric = "DroppedPublications", dimensions = local.environment
      statistic = "Sum", threshold = 0
    }
    "account-concurrency" = {
      text      = "The account's functions use more than 80 % of its ${var.account_concurrency} environments."
      severity  = "page"
      namespace = "AWS/Lambda", metric = "ClaimedAccountConcurrency", dimensions = {}
      statistic = "Maximum", threshold = var.account_concurrency * 0.8
    }
  }

  queue_alarms = {
    for queue in var.queues : "${trimprefix(queue, "${var.name}-")}-waiting" => {
      text      = "${queue} holds what could not be processed."
      severity  = "ticket"
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = queue }
      statistic = "Maximum", threshold = 0
    }
  }

  table_alarms = merge([
    for table in var.tables : {
      for kind in ["Read", "Write"] : "${trimprefix(table, "${var.name}-")}-${lower(kind)}-throttles" => {
        text      = "${table} refused ${lower(kind)}s: probably one hot key."
        severity  = "ticket"
        namespace = "AWS/DynamoDB", metric = "${kind}ThrottleEvents", dimensions = { TableName = table }
        statistic = "Sum", threshold = 0
      }
    }
  ]...)

  stream_alarms = {
    for stream in var.streams : "${trimprefix(stream, "${var.name}-")}-refused-records" => {
      text      = "${stream} refused records: producers write faster than its shards take."
      severity  = "ticket"
      namespace = "AWS/Kinesis", metric = "WriteProvisionedThroughputExceeded", dimensions = { StreamName = stream }
      statistic = "Sum", threshold = 0
    }
  }

  api_alarms = {
    # Not IntegrationError: that counts each connection that a function refuses, too.
    "websocket-execution-errors" = {
      text      = "API Gateway could not call a function for a client."
      severity  = "page"
      namespace = "AWS/ApiGateway", metric = "ExecutionError", dimensions = { ApiId = var.websocket.id, Stage = var.websocket.stage }
      statistic = "Sum", threshold = 0
    }
    "http-server-errors" = {
      text      = "Back ends got a status of 500 or above."
      severity  = "page"
      namespace = "AWS/ApiGateway", metric = "5xx", dimensions = { ApiId = var.http.id }
      statistic = "Sum", threshold = 0
    }
  }

  alarms = merge(
    local.function_alarms, local.delivery_alarms, local.queue_alarms, local.table_alarms, local.stream_alarms, local.api_alarms,
  )
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${title(each.value.severity)}: ${each.value.text}"
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = startswith(each.value.statistic, "p") ? null : each.value.statistic
  extended_statistic  = startswith(each.value.statistic, "p") ? each.value.statistic : null
  period              = try(each.value.period, local.minute)
  evaluation_periods  = try(each.value.points.of, 3)
  datapoints_to_alarm = try(each.value.points.breaching, 2)
  comparison_operator = try(each.value.comparison, "GreaterThanThreshold")
  threshold           = each.value.threshold
  # Elsewhere, no traffic is no trouble.
  treat_missing_data = try(each.value.missing, "notBreaching")
  alarm_actions      = [for topic in aws_sns_topic.alarms : topic.arn if topic.name == "${var.name}-alarms-${each.value.severity}"]
  ok_actions         = [for topic in aws_sns_topic.alarms : topic.arn if topic.name == "${var.name}-alarms-${each.value.severity}"]
  tags               = { severity = each.value.severity }
}

# The log line begins with the level and the logger's name (shared/functions/src/main/resources/simplelogger.properties).
resource "aws_cloudwatch_log_metric_filter" "logged_errors" {
  for_each = var.log_metrics ? var.functions : {}

  name           = "logged-errors"
  log_group_name = each.value.log_group
  pattern        = "%ERROR\\sdev\\.downlink%"

  metric_transformation {
    namespace = local.namespace
    name      = "${each.value.name}-logged-errors"
    value     = "1"
  }
}

resource "aws_sns_topic" "alarms" {
  for_each = toset([for severity, emails in var.alarm_emails : severity if length(emails) > 0])

  name = "${var.name}-alarms-${each.key}"
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = merge([
    for severity, emails in var.alarm_emails : { for email in emails : "${severity} ${email}" => { severity = severity, email = email } }
  ]...)

  topic_arn = aws_sns_topic.alarms[each.value.severity].arn
  protocol  = "email"
  endpoint  = each.value.email
}

# Only sees what has the environment's tag, once the tag is activated for cost allocation (docs/operations.md, "Budget").
resource "aws_budgets_budget" "this" {
  count = var.monthly_budget_dollars == null ? 0 : 1

  name         = var.name
  budget_type  = "COST"
  time_unit    = "MONTHLY"
  limit_amount = var.monthly_budget_dollars
  limit_unit   = "USD"

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:environment$%s", split("-", var.name)[1])]
  }

  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      notification_type          = notification.key
      comparison_operator        = "GREATER_THAN"
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.alarm_emails.ticket
    }
  }
}
