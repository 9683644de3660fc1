locals {
  namespace = "Downlink"
  minute    = 60

  # Alarms on one metric each, by name. All of them mean: look now (docs/operations.md, "Alarms").
  function_alarms = merge([
    for key, function in var.functions : merge(
      {
        "${key}-errors" = {
          text      = "${function.name} failed or timed out."
          namespace = "AWS/Lambda", metric = "Errors", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
        }
        "${key}-throttles" = {
          text      = "${function.name} was refused an environment."
          namespace = "AWS/Lambda", metric = "Throttles", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
        }
        "${key}-duration" = {
          text      = "${function.name} took more than 90 % of its ${function.timeout_seconds} s."
          namespace = "AWS/Lambda", metric = "Duration", dimensions = { FunctionName = function.name }
          statistic = "Maximum", threshold = function.timeout_seconds * 900
        }
      },
      function.reads_stream ? {
        "${key}-iterator-age" = {
          text      = "${function.name} is a minute or more behind its stream."
          namespace = "AWS/Lambda", metric = "IteratorAge", dimensions = { FunctionName = function.name }
          statistic = "Maximum", threshold = 60000
        }
      } : {},
      function.invoked_async ? {
        "${key}-dropped" = {
          text      = "An event for ${function.name} could not even be put in the dead-letter queue."
          namespace = "AWS/Lambda", metric = "DestinationDeliveryFailures", dimensions = { FunctionName = function.name }
          statistic = "Sum", threshold = 0
        }
      } : {},
      var.log_metrics ? {
        "${key}-logged-errors" = {
          text      = "${function.name} logged an error that its caller got as an answer."
          namespace = local.namespace, metric = "${function.name}-logged-errors", dimensions = {}
          statistic = "Sum", threshold = 0
        }
      } : {},
      var.log_metrics && function.delivers ? {
        "${key}-delivery-failures" = {
          text      = "${function.name} could not deliver to some connections."
          namespace = local.namespace, metric = "${function.name}-delivery-failures", dimensions = {}
          statistic = "Sum", threshold = 0
        }
      } : {},
    )
  ]...)

  queue_alarms = {
    for queue in var.queues : "${trimprefix(queue, "${var.name}-")}-waiting" => {
      text      = "${queue} holds what could not be processed."
      namespace = "AWS/SQS", metric = "ApproximateNumberOfMessagesVisible", dimensions = { QueueName = queue }
      statistic = "Maximum", threshold = 0
    }
  }

  table_alarms = merge([
    for table in var.tables : {
      for kind in ["Read", "Write"] : "${trimprefix(table, "${var.name}-")}-${lower(kind)}-throttles" => {
        text      = "${table} refused ${lower(kind)}s: probably one hot key."
        namespace = "AWS/DynamoDB", metric = "${kind}ThrottleEvents", dimensions = { TableName = table }
        statistic = "Sum", threshold = 0
      }
    }
  ]...)

  stream_alarms = {
    for stream in var.streams : "${trimprefix(stream, "${var.name}-")}-refused-records" => {
      text      = "${stream} refused records: producers write faster than its shards take."
      namespace = "AWS/Kinesis", metric = "WriteProvisionedThroughputExceeded", dimensions = { StreamName = stream }
      statistic = "Sum", threshold = 0
    }
  }

  api_alarms = {
    # Not IntegrationError: that counts each connection that a function refuses, too.
    "websocket-execution-errors" = {
      text      = "API Gateway could not call a function for a client."
      namespace = "AWS/ApiGateway", metric = "ExecutionError", dimensions = { ApiId = var.websocket.id, Stage = var.websocket.stage }
      statistic = "Sum", threshold = 0
    }
    "http-server-errors" = {
      text      = "Back ends got a status of 500 or above."
      namespace = "AWS/ApiGateway", metric = "5xx", dimensions = { ApiId = var.http.id }
      statistic = "Sum", threshold = 0
    }
  }

  alarms = merge(local.function_alarms, local.queue_alarms, local.table_alarms, local.stream_alarms, local.api_alarms, local.schedule_alarms)
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = each.value.text
  namespace           = each.value.namespace
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = each.value.statistic
  period              = local.minute
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  # No traffic, no trouble.
  treat_missing_data = "notBreaching"
  alarm_actions      = aws_sns_topic.alarms[*].arn
  ok_actions         = aws_sns_topic.alarms[*].arn
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

resource "aws_cloudwatch_log_metric_filter" "delivery_failures" {
  for_each = { for key, function in var.functions : key => function if var.log_metrics && function.delivers }

  name           = "delivery-failures"
  log_group_name = each.value.log_group
  pattern        = "%WARN\\sdev\\.downlink\\.delivery|ERROR\\sdev\\.downlink\\.delivery%"

  metric_transformation {
    namespace = local.namespace
    name      = "${each.value.name}-delivery-failures"
    value     = "1"
  }
}

resource "aws_sns_topic" "alarms" {
  count = length(var.alarm_emails) > 0 ? 1 : 0

  name = "${var.name}-alarms"
}

resource "aws_sns_topic_subscription" "alarms" {
  for_each = toset(var.alarm_emails)

  topic_arn = aws_sns_topic.alarms[0].arn
  protocol  = "email"
  endpoint  = each.key
}
