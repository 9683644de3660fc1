variables {
  expected = {
    connections         = 1000
    messages_per_second = 100
  }
  architecture = "arm64"
  memory_mb    = { session = 512, publish = 512, fan_out = 1024, ingest = 1024 }
  streams      = 1
  schedules    = 1
}

run "counts_by_the_price_list" {
  command = plan

  variables {
    expected = {
      connections             = 1000
      messages_per_second     = 100
      subscribers_per_message = 10
      from_stream_share       = 1
      history_share           = 0
      message_bytes           = 512
      connection_minutes      = 120
      subscriptions           = 0
      hours_per_month         = 730
    }
  }

  # 1000 × 730 × 60 connection-minutes at $0.25 a million, and 2,628 million deliveries, of which 1,000 at $1.00 and the
  # rest at $0.80, and two messages for each of 365,000 arrivals.
  assert {
    condition     = output.monthly_dollars.api_gateway == 10.95 + 1000 + 1302.98
    error_message = "API Gateway costs ${output.monthly_dollars.api_gateway}."
  }
  # 730 stream-hours at $0.04, and 262.8 million records that count as 1 KB each, in at $0.08 and out at $0.04 a GB.
  assert {
    condition     = output.monthly_dollars.kinesis == 61.49
    error_message = "Kinesis costs ${output.monthly_dollars.kinesis}."
  }
  # Each publication one read for the interest in it and one for its subscribers, each record one read and one write;
  # each of 365,000 arrivals two writes and a read.
  assert {
    condition     = output.monthly_dollars.dynamodb == tonumber(format("%.2f", (262.8 + 0.73) * 0.625 + (262.8 * 3 + 0.365) * 0.125))
    error_message = "DynamoDB costs ${output.monthly_dollars.dynamodb}."
  }
  assert {
    condition     = output.monthly_dollars.scheduler == 0
    error_message = "14 million schedule runs are free."
  }
}

run "names_the_first_quota" {
  command = plan

  assert {
    condition     = startswith(output.first_quota, "API Gateway requests and deliveries per second, per account (1021 of 10000): reached with 979 messages per second")
    error_message = output.first_quota
  }
}

run "sees_a_channel_that_is_too_busy" {
  command = plan

  variables {
    expected = {
      connections             = 10
      messages_per_second     = 100
      subscribers_per_message = 1
      history_share           = 1
      busiest_channel_share   = 1
    }
  }

  assert {
    condition     = startswith(output.first_quota, "DynamoDB writes per second of the busiest channel (500 of 1000): reached with 200 messages per second")
    error_message = output.first_quota
  }
}

run "costs_a_stream_when_nothing_happens" {
  command = plan

  variables {
    expected = { connections = 0, messages_per_second = 0 }
  }

  assert {
    condition     = output.monthly_dollars == { api_gateway = 0, dynamodb = 0, kinesis = 29.2, lambda = 0.02, scheduler = 0, total = 29.22 }
    error_message = "Nobody connected costs the stream's hours and the schedule's minutes: ${jsonencode(output.monthly_dollars)}"
  }
}

run "refuses_negative_load" {
  command = plan

  variables {
    expected = { connections = -1, messages_per_second = 0 }
  }

  expect_failures = [var.expected]
}

run "refuses_a_share_above_one" {
  command = plan

  variables {
    expected = { connections = 1, messages_per_second = 1, history_share = 20 }
  }

  expect_failures = [var.expected]
}

run "refuses_messages_that_api_gateway_refuses" {
  command = plan

  variables {
    expected = { connections = 1, messages_per_second = 1, message_bytes = 200000 }
  }

  expect_failures = [var.expected]
}

run "refuses_connections_longer_than_two_hours" {
  command = plan

  variables {
    expected = { connections = 1, messages_per_second = 1, connection_minutes = 600 }
  }

  expect_failures = [var.expected]
}

run "refuses_a_month_too_long" {
  command = plan

  variables {
    expected = { connections = 1, messages_per_second = 1, hours_per_month = 1000 }
  }

  expect_failures = [var.expected]
}
