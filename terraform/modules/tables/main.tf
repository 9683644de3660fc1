resource "aws_dynamodb_table" "this" {
  for_each = var.tables

  name         = "${var.name}-${each.key}"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = each.value.partition_key
  range_key    = each.value.sort_key

  deletion_protection_enabled = var.protect_data

  dynamic "attribute" {
    for_each = compact([each.value.partition_key, each.value.sort_key])
    content {
      name = attribute.value
      type = "S"
    }
  }

  dynamic "ttl" {
    for_each = each.value.ttl[*]
    content {
      enabled        = true
      attribute_name = ttl.value
    }
  }

  point_in_time_recovery {
    enabled                 = true
    recovery_period_in_days = var.protect_data ? 35 : 7
  }

  # The account's own key instead of one that AWS keeps for all its customers, so that its use is in CloudTrail.
  server_side_encryption {
    enabled = true
  }

  tags = { part = each.key }
}
