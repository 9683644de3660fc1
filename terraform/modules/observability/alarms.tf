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
    "delivery-backlog" = {
      text      = "More than 1,000 publications of one channel wait for a worker."
      severity  = "ticket"
      namespace = local.namespace, metric = "DeliveryBacklog", dimensions = local.environment
      statistic = "Maximum", threshold = 1000
    }
    "bad-records" = {
      text      = "Records were put in the dead-letter queue that can never be published."
      severity  = "ticket"
      namespace = local.namespace, metric = "DeadLetters", dimensions = local.environment
      statistic = "Sum", threshold = 0
    }
    "late-events" = {
      text      = "Events are a minute old by their own time when they are read from the stream."
      severity  = "ticket"
      namespace = local.namespace, metric = "EventLagMillis", dimensions = local.environment
      statistic = "p50", threshold = 60000
    }
    "account-concurrency" = {
      text      = "The account's functions use more than 80 % of its ${var.account_concurrency} environments."
      severity  = "page"
      namespace = "AWS/Lambda", metric = "ClaimedAccountConcurrency", dimensions = {}
      statistic = "Maximum", threshold = var.account_concurrency * 0.8
    }
  }

  probe_alarms = { for name, alarm in {
    "probe-failing" = {
      text       = "No probe succeeded in 5 minutes: a client cannot connect, subscribe or get what is published. Or the probe does not run."
      severity   = "page"
      namespace  = local.namespace, metric = "ProbeMillis", dimensions = local.environment
      statistic  = "SampleCount", threshold = 1
      comparison = "LessThanThreshold"
      period     = 5 * local.minute
      points     = { of = 1, breaching = 1 }
      missing    = "breaching"
    }
    "probe-slow" = {
      text      = "The probe's publication takes more than 2 s to its client."
      severity  = "page"
      namespace = local.namespace, metric = "ProbeMillis", dimensions = local.environment
      statistic = "Maximum", threshold = 2000
    }
  } : name => alarm if var.probe }

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
    local.schedule_alarms, local.probe_alarms,
  )
}
