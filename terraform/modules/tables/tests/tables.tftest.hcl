mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name = "downlink-dev"
  tables = {
    connections = { partition_key = "pk", sort_key = "sk", ttl = "ttl" }
    settings    = { partition_key = "id" }
  }
  protect_data = false
}

run "makes_each_table" {
  command = plan

  assert {
    condition     = { for part, table in output.tables : part => table.name } == { connections = "downlink-dev-connections", settings = "downlink-dev-settings" }
    error_message = "Tables are named <project>-<environment>-<part>."
  }
  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : table.billing_mode == "PAY_PER_REQUEST"])
    error_message = "Tables cost nothing while nobody uses them."
  }
  assert {
    condition = (
      aws_dynamodb_table.this["connections"].hash_key == "pk" && aws_dynamodb_table.this["connections"].range_key == "sk"
      && aws_dynamodb_table.this["settings"].hash_key == "id" && aws_dynamodb_table.this["settings"].range_key == null
    )
    error_message = "Keys are those of service.yml."
  }
  assert {
    condition = (
      one(aws_dynamodb_table.this["connections"].ttl).attribute_name == "ttl" && one(aws_dynamodb_table.this["connections"].ttl).enabled
      && length(aws_dynamodb_table.this["settings"].ttl) == 0
    )
    error_message = "Items expire where service.yml names the attribute."
  }
  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : one(table.server_side_encryption).enabled && one(table.point_in_time_recovery).enabled])
    error_message = "Every table is encrypted and can be recovered."
  }
  assert {
    condition     = alltrue([for table in output.tables : !table.deletion_protection && table.recovery_days == 7])
    error_message = "Unprotected tables can be deleted."
  }
}

run "protects_data" {
  command = plan

  variables {
    protect_data = true
  }

  assert {
    condition     = alltrue([for table in aws_dynamodb_table.this : table.deletion_protection_enabled && one(table.point_in_time_recovery).recovery_period_in_days == 35])
    error_message = "Protected tables cannot be deleted."
  }
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "Downlink_dev"
  }

  expect_failures = [var.name]
}

run "refuses_a_wrong_table_name" {
  command = plan

  variables {
    tables = { "My Table" = { partition_key = "pk" } }
  }

  expect_failures = [var.tables]
}
