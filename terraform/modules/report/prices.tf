locals {
  # AWS price list, us-east-1, in US dollars.
  prices = {
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
  }

  # Units of DynamoDB (docs/architecture.md): what a publication with history, a geofenced record, a connection and one
  # of its subscriptions cost from beginning to end.
  units = {
    logged_write       = 5
    logged_read        = 2
    unlogged_read      = 1
    record_write       = 1
    record_read        = 1
    connection_write   = 2
    connection_read    = 1
    subscription_write = 4
    subscription_read  = 2
  }
}
