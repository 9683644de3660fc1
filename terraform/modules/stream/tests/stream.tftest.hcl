mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name      = "downlink-dev-vehicles"
  shards    = 2
  on_demand = false
}

run "has_the_shards_of_service_yml" {
  command = plan

  assert {
    condition     = aws_kinesis_stream.this.shard_count == 2 && one(aws_kinesis_stream.this.stream_mode_details).stream_mode == "PROVISIONED"
    error_message = "A provisioned stream has the given shards."
  }
  assert {
    condition     = aws_kinesis_stream.this.encryption_type == "KMS" && output.name == "downlink-dev-vehicles"
    error_message = "Every stream is encrypted and named <project>-<environment>-<part>."
  }
}

run "grows_on_demand" {
  command = plan

  variables {
    on_demand = true
  }

  assert {
    condition     = one(aws_kinesis_stream.this.stream_mode_details).stream_mode == "ON_DEMAND"
    error_message = "Kinesis sizes an on-demand stream itself."
  }
}

run "refuses_part_of_a_shard" {
  command = plan

  variables {
    shards = 1.5
  }

  expect_failures = [var.shards]
}

run "refuses_a_short_retention" {
  command = plan

  variables {
    retention_hours = 1
  }

  expect_failures = [var.retention_hours]
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "vehicles!"
  }

  expect_failures = [var.name]
}
