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

  # A large audience is a worker's, and one invocation more.
  worked       = local.load.subscribers_per_message >= local.units.worker_from ? local.logged : 0
  logged_write = local.load.subscribers_per_message >= local.units.worker_from ? local.units.logged_write_worker : local.units.logged_write
  # Without history, a function believes a list of subscribers for a second: what is read goes by watched channels, however
  # many publications there are. One read of the markers tells which channels are watched.
  watched        = min(local.unlogged, local.load.watched_channels / local.units.interest_seconds)
  markers        = local.unlogged > 0 ? ceil(local.load.watched_channels * local.units.marker_bytes / local.limits.dynamodb_read_unit_bytes) : 0
  schedule_hours = 730

  calls = local.session_calls + local.from_client + local.worked * local.units.worker_invocation + local.batches
  # Environments busy at once, on average: calls per second times seconds per call.
  busy = {
    session = local.session_calls * local.seconds.session
    publish = local.from_client * local.seconds.publish
    fan_out = local.logged * local.seconds.fan_out + local.deliveries * local.seconds.post
    ingest  = local.batches * local.seconds.ingest_batch + local.from_stream * local.seconds.record
  }

  traced = var.tracing != "Active" ? 0 : (
    min(local.calls, local.units.traced_a_second) + max(0, local.calls - local.units.traced_a_second) * local.units.traced_share
  )

  writes = (
    local.logged * local.logged_write + local.unlogged * local.units.unlogged_write + local.from_stream * local.units.record_write
    + local.arrivals * (local.units.connection_write + local.load.subscriptions * local.units.subscription_write)
  )
  reads = (
    (local.logged + local.watched) * local.subscriber_read + local.markers + local.from_stream * local.units.record_read
    + local.arrivals * (local.units.connection_read + local.load.subscriptions * local.units.subscription_read)
  )
  logged_bytes = (
    local.calls * local.units.log_line_bytes
    + (var.access_logs ? (local.from_client + local.arrivals * 2) * local.units.access_log_line_bytes : 0)
  )
  # Kinesis bills records in steps of 1 KB.
  gigabytes_per_second = local.from_stream * ceil(local.load.message_bytes / 1024) * 1024 / 1e9

  month = {
    messages           = local.messages * local.active_seconds
    connection_minutes = local.load.connections * local.load.hours_per_month * 60
    schedule_runs      = local.scheduled * 730 * 3600
    probes             = var.probe ? 730 * 60 : 0
  }

  # What 1,000 connections that are open all month and always quiet cost: a beat each, and reconnecting more often than after
  # two hours. A question to API Gateway whether a connection is quiet is not in its price list.
  beat = {
    beats      = 1000 * 730 * 60 / local.units.beat_minutes
    reconnects = 1000 * 730 * 60 * (1 / local.units.beat_lifetime_minutes - 1 / 120)
    reads      = 1000 * 730 * 60 * (1 / local.units.beat_minutes + 1 / 3) * local.units.beat_item_bytes / local.limits.dynamodb_read_unit_bytes / 2
  }
  beat_dollars_per_1000 = (
    (local.beat.beats + local.beat.reconnects * 3) / 1e6 * local.prices.websocket_million_messages
    + (local.beat.beats * local.seconds.beat_look + local.beat.reconnects * 3 * local.seconds.session) * var.memory_mb.session / 1024 * local.prices.lambda_gb_second
    + local.beat.reconnects * 3 / 1e6 * local.prices.lambda_million_requests
    + local.beat.reconnects * (local.units.connection_write + local.load.subscriptions * local.units.subscription_write) / 1e6 * local.prices.dynamodb_million_writes
    + (local.beat.reads + local.beat.reconnects * (local.units.connection_read + local.load.subscriptions * local.units.subscription_read)) / 1e6 * local.prices.dynamodb_million_reads
  )

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
    kinesis = var.kinesis.on_demand ? (
      var.kinesis.streams * 730 * local.prices.kinesis_stream_hour
      + local.active_seconds * local.gigabytes_per_second * (local.prices.kinesis_gb_in + local.prices.kinesis_gb_out)
      ) : (
      var.kinesis.shards * 730 * local.prices.kinesis_shard_hour
      + local.active_seconds * local.from_stream * ceil(local.load.message_bytes / local.units.kinesis_put_bytes) / 1e6 * local.prices.kinesis_million_put_units
    )
    logs          = local.active_seconds * local.logged_bytes / 1e9 * local.prices.log_gb
    traces        = local.active_seconds * local.traced / 1e6 * local.prices.million_traces
    data_transfer = local.active_seconds * local.deliveries * local.load.message_bytes / 1e9 * local.prices.gb_out
    watching = (
      var.alarms * local.prices.alarm + local.units.metrics * local.prices.metric
      + (var.dashboard ? local.prices.dashboard : 0) + (var.log_key ? local.prices.key : 0)
    )
    # Day and night, whoever is connected.
    schedules = (
      local.month.schedule_runs / 1e6 * local.prices.lambda_million_requests
      + local.month.schedule_runs * (
        local.seconds.scheduled_minute * var.memory_mb.publish / 1024 * local.prices.lambda_gb_second
        + local.units.log_line_bytes / 1e9 * local.prices.log_gb
        + local.units.schedule_read / 1e6 * local.prices.dynamodb_million_reads
      )
      + max(0, local.month.schedule_runs - local.prices.scheduler_free) / 1e6 * local.prices.scheduler_million_above
    )
    # A client, a back end and a publication with history, each minute.
    probe = local.month.probes * (
      (
        local.units.probe_messages * local.prices.websocket_million_messages + local.prices.websocket_million_connection_minutes
        + local.prices.http_million_requests + local.units.probe_invocations * local.prices.lambda_million_requests
        + (local.units.connection_write + local.units.subscription_write + local.units.logged_write) * local.prices.dynamodb_million_writes
        + (local.units.connection_read + local.units.subscription_read) * local.prices.dynamodb_million_reads
      ) / 1e6
      + (
        (local.seconds.probe + local.seconds.publish) * var.memory_mb.publish + 4 * local.seconds.session * var.memory_mb.session
      ) / 1024 * local.prices.lambda_gb_second
      + local.units.probe_invocations * local.units.log_line_bytes / 1e9 * local.prices.log_gb
    )
    connection_beat = var.connection_beat ? (
      local.beat_dollars_per_1000 * local.load.connections / 1000 * local.load.hours_per_month / 730
      + 730 * 60 * local.units.beat_queries * 0.5 / 1e6 * local.prices.dynamodb_million_reads
    ) : 0
    # The functions are in no VPC, so nothing goes through a NAT gateway, which would cost 32.85 and 0.045 a GB.
    nat_gateway = 0
  }

  idle = local.dollars.watching + local.dollars.schedules + local.dollars.probe + (
    var.kinesis.on_demand ? var.kinesis.streams * 730 * local.prices.kinesis_stream_hour : var.kinesis.shards * 730 * local.prices.kinesis_shard_hour
  )

  advice = {
    api_gateway     = "publish several publications in one call and conflate telemetry: frames are billed, not publications"
    lambda          = "lower memory_mb where the dashboard shows short durations, and let clients subscribe to fewer channels"
    dynamodb        = "give history to fewer namespaces; publish batches; fewer subscriptions for each client"
    kinesis         = "provision shards where the load is even (streams_on_demand), or leave out ingest-service without a stream"
    logs            = "access_logs = false, and a higher level for what logs most"
    traces          = "tracing = PassThrough, and Active only while you look for something"
    data_transfer   = "smaller publications, deltas, and tags filters"
    watching        = "leave out services that are not used: most alarms go by function"
    schedules       = "rarer schedules in service.yml"
    probe           = "remove services/probe-service.yml"
    connection_beat = "leave it to the SDKs to reconnect (connection_beat = false)"
    nat_gateway     = "none"
  }
  ranked  = reverse(sort([for part, amount in local.dollars : format("%015.2f %s", amount, part)]))
  dearest = [for line in slice(local.ranked, 0, 3) : split(" ", line)[1]]

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
      load = local.logged * local.load.busiest_channel_share * local.logged_write, limit = local.limits.partition_writes_per_second
    }
    "megabytes per second into a new on-demand stream" = {
      load = local.gigabytes_per_second * 1000, limit = local.limits.stream_megabytes_per_second
    }
  }
  highest = max([for quota in values(local.loads) : quota.load / quota.limit]...)
  first   = [for name, quota in local.loads : name if quota.load / quota.limit == local.highest][0]
}
