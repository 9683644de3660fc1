resource "aws_kinesis_stream" "this" {
  name             = var.name
  shard_count      = var.on_demand ? null : var.shards
  retention_period = var.retention_hours
  encryption_type  = "KMS"
  kms_key_id       = "alias/aws/kinesis"

  stream_mode_details {
    stream_mode = var.on_demand ? "ON_DEMAND" : "PROVISIONED"
  }
}
