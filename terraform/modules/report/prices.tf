locals {
  # AWS price list, us-east-1, in US dollars.
  prices = {
    http_million_requests                = 1.00
    websocket_million_messages           = 1.00
    websocket_million_messages_above     = 0.80
    websocket_messages_above             = 1e9
    websocket_million_connection_minutes = 0.25
    lambda_million_requests              = 0.20
    lambda_gb_second                     = { arm64 = 0.0000133334, x86_64 = 0.0000166667 }[var.architecture]
    dynamodb_million_writes              = 0.625
    dynamodb_million_reads               = 0.125
    kinesis_gb_in                        = 0.08
    kinesis_gb_out                       = 0.04
    kinesis_stream_hour                  = 0.04
    kinesis_shard_hour                   = 0.015
    kinesis_million_put_units            = 0.014
    log_gb                               = 0.50
    million_traces                       = 5.00
    alarm                                = 0.10
    metric                               = 0.30
    dashboard                            = 3.00
    key                                  = 1.00
    gb_out                               = 0.09
    scheduler_million_above              = 1.00
    scheduler_free                       = 14e6
  }

  # Limits of an account and region, as AWS sets them at first, and of DynamoDB and a new stream.
  limits = {
    api_requests_per_second          = 10000
    new_connections_per_second       = 500
    lambda_environments              = 1000
    partition_writes_per_second      = 1000
    stream_megabytes_per_second      = 4
    websocket_metered_bytes          = 32768
    kinesis_batch_records            = 500
    dynamodb_read_unit_bytes         = 4096
    dynamodb_subscription_item_bytes = 200
  }

  # How long a function works, in seconds: what the dashboard shows of your own account is better.
  seconds = {
    session          = 0.02
    publish          = 0.03
    fan_out          = 0.03
    record           = 0.001
    ingest_batch     = 0.02
    post             = 0.001
    scheduled_minute = 0.05
    probe            = 1
    # A run makes 100 calls a second.
    beat_look = 0.01
  }

  # Units of DynamoDB, as the code needs them. Writes of publications are those that docs/architecture.md lists and the
  # services' tests measure; this module's test compares them.
  units = {
    logged_write        = 3
    logged_write_worker = 4
    unlogged_write      = 0
    worker_invocation   = 1
    worker_from         = 100
    marker_bytes        = 100
    record_write        = 1
    record_read         = 1
    connection_write    = 2
    connection_read     = 1
    subscription_write  = 4
    subscription_read   = 2
    schedule_read       = 2
    interest_seconds    = 1
    # A quiet connection's turn comes every 7 minutes; it is asked to reconnect after 66 to 114 minutes (BeatPlan).
    beat_minutes          = 7
    beat_lifetime_minutes = 90
    # Queries of a run, without connections: 8 of 56 groups, and those of 54 minutes.
    beat_queries = 36
    # An item of 80 bytes, read every 7 minutes and every minute of its connection's last third.
    beat_item_bytes       = 80
    kinesis_put_bytes     = 25600
    kinesis_billed_bytes  = 1024
    log_line_bytes        = 600
    access_log_line_bytes = 350
    traced_share          = 0.05
    # Of each function, the first of a second: session, connect and disconnect, publish, fan-out, ingest.
    traced_a_second = 6
    # Two commands, their replies, and the frame; connect, two commands, publish, disconnect and the probe itself.
    probe_messages    = 5
    probe_invocations = 6
    # EMF: the names of docs/operations.md, with their reasons and codes.
    metrics = 24
  }
}
