locals {
  load           = var.expected
  active_seconds = local.load.hours_per_month * 3600

  # Per second.
  from_stream = local.load.messages_per_second * local.load.from_stream_share
  from_client = local.load.messages_per_second - local.from_stream
  logged      = local.load.messages_per_second * local.load.history_share
  unlogged    = local.load.messages_per_second - local.logged
  deliveries  = local.load.messages_per_second * local.load.subscribers_per_message
  arrivals    = local.load.connections / (local.load.connection_minutes * 60)
  batches     = min(local.from_stream, max(1, local.from_stream / local.limits.kinesis_batch_records))
  # Connect, session and disconnect.
  session_calls = local.arrivals * 3
  scheduled     = var.schedules / 60

  metered         = ceil(local.load.message_bytes / local.limits.websocket_metered_bytes)
  messages        = (local.from_client * 2 + local.deliveries) * local.metered + local.arrivals * 2
  subscriber_read = ceil(local.load.subscribers_per_message * local.limits.dynamodb_subscription_item_bytes / local.limits.dynamodb_read_unit_bytes)

  calls = local.session_calls + local.from_client + local.logged + local.batches + local.scheduled
  # Environments busy at once, on average: calls per second times seconds per call.
  busy = {
    session = local.session_calls * local.seconds.session
    publish = local.from_client * local.seconds.publish + local.scheduled * local.seconds.scheduled_minute
    fan_out = local.logged * local.seconds.fan_out + local.deliveries * local.seconds.post
    ingest  = local.batches * local.seconds.ingest_batch + local.from_stream * local.seconds.record
  }

  writes = (
    local.logged * local.units.logged_write + local.from_stream * local.units.record_write
    + local.arrivals * (local.units.connection_write + local.load.subscriptions * local.units.subscription_write)
  )
  reads = (
    local.logged * local.units.logged_read + local.unlogged * local.units.unlogged_read
    + local.load.messages_per_second * local.subscriber_read + local.from_stream * local.units.record_read
    + local.arrivals * (local.units.connection_read + local.load.subscriptions * local.units.subscription_read)
  )
  # Kinesis bills records in steps of 1 KB.
  gigabytes_per_second = local.from_stream * ceil(local.load.message_bytes / 1024) * 1024 / 1e9

  month = {
    messages           = local.messages * local.active_seconds
    connection_minutes = local.load.connections * local.load.hours_per_month * 60
    schedule_runs      = local.scheduled * 730 * 3600
  }

  dollars = {
    api_gateway = (
      min(local.month.messages, local.prices.websocket_messages_above) / 1e6 * local.prices.websocket_million_messages
      + max(0, local.month.messages - local.prices.websocket_messages_above) / 1e6 * local.prices.websocket_million_messages_above
      + local.month.connection_minutes / 1e6 * local.prices.websocket_million_connection_minutes
    )
    lambda = local.active_seconds * (
      local.calls / 1e6 * local.prices.lambda_million_requests
      + sum([for part, busy in local.busy : busy * var.memory_mb[part] / 1024]) * local.prices.lambda_gb_second
    )
    dynamodb = local.active_seconds * (
      local.writes / 1e6 * local.prices.dynamodb_million_writes + local.reads / 1e6 * local.prices.dynamodb_million_reads
    )
    kinesis = (
      var.streams * 730 * local.prices.kinesis_stream_hour
      + local.active_seconds * local.gigabytes_per_second * (local.prices.kinesis_gb_in + local.prices.kinesis_gb_out)
    )
    scheduler = max(0, local.month.schedule_runs - local.prices.scheduler_free) / 1e6 * local.prices.scheduler_million_above
  }

  loads = {
    "API Gateway requests and deliveries per second, per account" = {
      load = local.deliveries + local.from_client + local.arrivals, limit = local.limits.api_requests_per_second
    }
    "new WebSocket connections per second, per account" = {
      load = local.arrivals, limit = local.limits.new_connections_per_second
    }
    "Lambda environments at once, per account" = {
      load = sum(values(local.busy)), limit = local.limits.lambda_environments
    }
    "DynamoDB writes per second of the busiest channel" = {
      load = local.logged * local.load.busiest_channel_share * local.units.logged_write, limit = local.limits.partition_writes_per_second
    }
    "megabytes per second into a new on-demand stream" = {
      load = local.gigabytes_per_second * 1000, limit = local.limits.stream_megabytes_per_second
    }
  }
  highest = max([for quota in values(local.loads) : quota.load / quota.limit]...)
  first   = [for name, quota in local.loads : name if quota.load / quota.limit == local.highest][0]
}
