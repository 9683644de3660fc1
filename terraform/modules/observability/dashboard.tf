locals {
  function_names = sort([for function in values(var.functions) : function.name])

  # Title, unit of the axis, and the lines: namespace, metric, dimensions …, options.
  graphs = concat([
    {
      title = "Publications and deliveries", metrics = [
        for metric in ["Publications", "Deliveries", "GoneConnections"] : [local.namespace, metric, "environment", var.name, { stat = "Sum" }]
      ]
    },
    {
      title = "From publication to frame, ms", metrics = [
        for stat in ["p50", "p99"] : [local.namespace, "PublishToFrameMillis", "environment", var.name, { stat = stat, label = stat }]
      ]
    },
    {
      title = "Probe: from publish request to frame, ms", metrics = [
        for stat in var.probe ? ["Average", "Maximum"] : [] :
        [local.namespace, "ProbeMillis", "environment", var.name, { stat = stat, label = stat }]
      ]
    },
    {
      title = "Trouble with posts", metrics = [
        for metric in ["ThrottledPosts", "RefusedPosts", "FailedPosts", "SlowConsumers", "DroppedPublications"] :
        [local.namespace, metric, "environment", var.name, { stat = "Sum" }]
      ]
    },
    {
      title = "Connections opened", metrics = [[local.namespace, "ConnectionsOpened", "environment", var.name, { stat = "Sum" }]]
    },
    {
      title = "Publications waiting when a round begins", metrics = [
        [local.namespace, "DeliveryBacklog", "environment", var.name, { stat = "Maximum" }],
        [{ expression = "SEARCH('{${local.namespace},environment,namespace} environment=\"${var.name}\" MetricName=\"DeliveryBacklog\"', 'Maximum')" }],
      ]
    },
    {
      title = "Ingest: age of the oldest record of a batch, on arrival and by its own time, ms", metrics = [
        for metric in ["IngestLagMillis", "EventLagMillis"] : [local.namespace, metric, "environment", var.name, { stat = "Maximum" }]
      ]
    },
    {
      title = "Connections and messages at API Gateway", metrics = [
        for metric in ["ConnectCount", "MessageCount", "IntegrationError", "ClientError", "ExecutionError"] :
        ["AWS/ApiGateway", metric, "ApiId", var.websocket.id, "Stage", var.websocket.stage, { stat = "Sum" }]
      ]
    },
    {
      title = "Answer time of the functions behind the WebSocket, ms", metrics = [
        for stat in ["p50", "p99"] :
        ["AWS/ApiGateway", "IntegrationLatency", "ApiId", var.websocket.id, "Stage", var.websocket.stage, { stat = stat, label = stat }]
      ]
    },
    {
      title = "HTTP API", metrics = [
        for metric in ["Count", "4xx", "5xx"] : ["AWS/ApiGateway", metric, "ApiId", var.http.id, { stat = "Sum" }]
      ]
    },
    {
      title = "Invocations", metrics = [for name in local.function_names : ["AWS/Lambda", "Invocations", "FunctionName", name, { stat = "Sum" }]]
    },
    {
      title = "Errors and throttles", metrics = concat([
        for metric in ["Errors", "Throttles"] : [
          for name in local.function_names : ["AWS/Lambda", metric, "FunctionName", name, { stat = "Sum", label = "${name} ${lower(metric)}" }]
        ]
      ]...)
    },
    {
      title = "Duration p99, ms", metrics = [for name in local.function_names : ["AWS/Lambda", "Duration", "FunctionName", name, { stat = "p99" }]]
    },
    {
      title = "Environments at once", metrics = [for name in local.function_names : ["AWS/Lambda", "ConcurrentExecutions", "FunctionName", name, { stat = "Maximum" }]]
    },
    {
      title = "Lag behind the streams, ms", metrics = [
        for function in values(var.functions) : ["AWS/Lambda", "IteratorAge", "FunctionName", function.name, { stat = "Maximum" }] if function.reads_stream
      ]
    },
    {
      title = "Records in", metrics = [
        for stream in sort(var.streams) : ["AWS/Kinesis", "IncomingRecords", "StreamName", stream, { stat = "Sum" }]
      ]
    },
    {
      title = "Table units", metrics = concat(
        [for table in sort(var.tables) : ["AWS/DynamoDB", "ConsumedReadCapacityUnits", "TableName", table, { stat = "Sum", label = "${table} read" }]],
        [for table in sort(var.tables) : ["AWS/DynamoDB", "ConsumedWriteCapacityUnits", "TableName", table, { stat = "Sum", label = "${table} written" }]],
      )
    },
    {
      title = "Dead letters", metrics = [
        for queue in sort(var.queues) : ["AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", queue, { stat = "Maximum" }]
      ]
    },
  ], local.reasons)

  # One line for each reason that occurs.
  reasons = [
    for metric, title in {
      ConnectionsClosed   = "Connections closed, by code"
      ConnectionsRefused  = "Connections refused, by status"
      DeadLetters         = "Bad records, by reason"
      DroppedPublications = "Publications dropped, by reason"
    } :
    {
      title = title, metrics = [
        [{ expression = "SEARCH('{${local.namespace},environment,reason} environment=\"${var.name}\" MetricName=\"${metric}\"', 'Sum')" }],
      ]
    }
  ]
}

resource "aws_cloudwatch_dashboard" "this" {
  count = var.dashboard ? 1 : 0

  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = [
      for index, graph in [for graph in local.graphs : graph if length(graph.metrics) > 0] : {
        type   = "metric"
        x      = (index % 3) * 8
        y      = floor(index / 3) * 6
        width  = 8
        height = 6
        properties = {
          title   = graph.title
          region  = var.region
          view    = "timeSeries"
          period  = local.minute
          metrics = graph.metrics
        }
      }
    ]
  })
}
