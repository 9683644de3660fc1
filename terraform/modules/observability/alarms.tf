# Alarms by what they are about; those of functions are in function-alarms.tf.
locals {
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
    local.schedule_alarms,
  )
}
