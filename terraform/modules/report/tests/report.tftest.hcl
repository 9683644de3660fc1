variables {
  expected = {
    connections         = 1000
    messages_per_second = 100
  }
  architecture    = "arm64"
  memory_mb       = { session = 512, publish = 512, fan_out = 1024, ingest = 1024 }
  kinesis         = { streams = 1, on_demand = true, shards = 1 }
  alarms          = 50
  dashboard       = true
  log_key         = true
  access_logs     = true
  schedules       = 2
  connection_beat = false
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
  # Each of 2.628 million seconds a read for the lists of 100 watched channels and 3 for their markers, each record one read
  # and one write; each of 365,000 arrivals two writes and a read.
  assert {
    condition     = output.monthly_dollars.dynamodb == tonumber(format("%.2f", (262.8 + 0.73) * 0.625 + (2.628 * (100 + 3 + 100) + 0.365) * 0.125))
    error_message = "DynamoDB costs ${output.monthly_dollars.dynamodb}."
  }
  # 2,628 million deliveries of 512 bytes.
  assert {
    condition     = output.monthly_dollars.data_transfer == tonumber(format("%.2f", 2628 * 0.512 * 0.09))
    error_message = "Data transfer costs ${output.monthly_dollars.data_transfer}."
  }
  # 50 alarms, 24 metrics, a dashboard and a key; no NAT gateway.
  assert {
    condition     = output.monthly_dollars.watching == tonumber(format("%.2f", 5 + 7.2 + 3 + 1)) && output.monthly_dollars.nat_gateway == 0
    error_message = "Watching costs ${output.monthly_dollars.watching}."
  }
}

# The rows of docs/architecture.md, which the services' tests measure: requests, write units, invocations.
run "computes_from_what_the_code_does" {
  command = plan

  assert {
    condition = (
      local.units.logged_write == tonumber(regex("\\| history, 1 subscriber, from a back end[^|]*\\| \\d+ \\| (\\d+) \\|", file("../../../docs/architecture.md"))[0])
      && local.units.logged_write_worker == tonumber(regex("\\| history, 1,000 subscribers[^|]*\\| \\d+ \\| (\\d+) \\|", file("../../../docs/architecture.md"))[0])
      && local.units.unlogged_write == tonumber(regex("\\| no history, no subscriber[^|]*\\| \\d+ \\| (\\d+) \\|", file("../../../docs/architecture.md"))[0])
      && 1 + local.units.worker_invocation == tonumber(regex("\\| history, 1,000 subscribers[^|]*\\| \\d+ \\| \\d+ \\| (\\d+) \\|", file("../../../docs/architecture.md"))[0])
    )
    error_message = "Write units and invocations of a publication are those of docs/architecture.md: change prices.tf with it."
  }
}

run "costs_by_watched_channels_not_by_channels_asked_for" {
  command = plan

  variables {
    expected = { connections = 0, messages_per_second = 10000, subscribers_per_message = 0, history_share = 0, from_stream_share = 0, watched_channels = 10 }
  }

  # One unit for the markers a second; nobody has a list that is worth a unit.
  assert {
    condition     = output.monthly_dollars.dynamodb == tonumber(format("%.2f", 2.628 * 0.125))
    error_message = "10,000 channels asked for cost what 10 watched ones do: ${output.monthly_dollars.dynamodb}"
  }
}

run "costs_the_beat_only_where_it_is_on" {
  command = plan

  # A beat every 7 minutes is $6.26; what reconnecting every 90 minutes costs more than every 120 comes on top.
  assert {
    condition     = output.monthly_dollars.connection_beat == 0 && output.connection_beat_dollars_per_1000 > 6.26 && output.connection_beat_dollars_per_1000 < 10
    error_message = "1,000 quiet connections cost ${output.connection_beat_dollars_per_1000}, and ${output.monthly_dollars.connection_beat} without the beat."
  }
}

run "costs_the_beat_by_connections" {
  command = plan

  variables {
    connection_beat = true
  }

  assert {
    condition     = abs(output.monthly_dollars.connection_beat - output.connection_beat_dollars_per_1000) < 0.2
    error_message = "1,000 connections for a month, and the queries of each minute: ${output.monthly_dollars.connection_beat}."
  }
}

run "names_what_is_dearest" {
  command = plan

  assert {
    condition     = length(output.dearest) == 3 && startswith(output.dearest[0], "api_gateway, $") && strcontains(output.dearest[0], ": publish several publications in one call")
    error_message = jsonencode(output.dearest)
  }
}

run "costs_shards_by_the_hour" {
  command = plan

  variables {
    expected = { connections = 0, messages_per_second = 0 }
    kinesis  = { streams = 1, on_demand = false, shards = 4 }
  }

  assert {
    condition     = output.monthly_dollars.kinesis == 43.8
    error_message = "Four shards cost ${output.monthly_dollars.kinesis}."
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
    condition     = startswith(output.first_quota, "DynamoDB writes per second of the busiest channel (300 of 1000): reached with 333 messages per second")
    error_message = output.first_quota
  }
}

run "says_what_an_idle_month_costs" {
  command = plan

  variables {
    expected = { connections = 0, messages_per_second = 0 }
  }

  assert {
    condition     = output.monthly_dollars.total == output.idle_dollars && output.monthly_dollars.kinesis == 29.2 && output.monthly_dollars.watching == 16.2
    error_message = "Nobody connected costs the stream's hours, the alarms and the schedules: ${jsonencode(output.monthly_dollars)}"
  }
}

run "costs_next_to_nothing_without_a_stream" {
  command = plan

  variables {
    expected  = { connections = 0, messages_per_second = 0 }
    kinesis   = { streams = 0, on_demand = true, shards = 0 }
    alarms    = 0
    dashboard = false
    log_key   = false
  }

  assert {
    condition     = output.idle_dollars < 8
    error_message = "Metrics and schedules are left: ${output.idle_dollars}"
  }
}

run "says_what_the_probe_costs" {
  command = plan

  variables {
    expected = { connections = 0, messages_per_second = 0 }
    probe    = true
  }

  # 43,800 probes of 5 messages, a minute, a request, 6 invocations, 9 units written and 3 read, 1.11 s at half a GB, 3,600 bytes.
  assert {
    condition = output.monthly_dollars.probe == tonumber(format("%.2f",
      43800 * ((5 + 0.25 + 1 + 1.2 + 9 * 0.625 + 3 * 0.125) / 1e6 + 1.11 / 2 * 0.0000133334 + 3600 / 1e9 * 0.5)
    )) && output.monthly_dollars.total == output.idle_dollars
    error_message = "The probe costs ${output.monthly_dollars.probe}."
  }
}

run "costs_nothing_to_trace_unless_asked" {
  command = plan

  assert {
    condition     = output.monthly_dollars.traces == 0
    error_message = "Nothing is sampled by default."
  }
}

run "costs_traces_by_the_second_and_by_the_call" {
  command = plan

  variables {
    tracing = "Active"
  }

  assert {
    condition     = local.calls > 6 && output.monthly_dollars.traces == tonumber(format("%.2f", 2628000 * (6 + (local.calls - 6) * 0.05) / 1e6 * 5))
    error_message = "Of ${local.calls} calls a second, Lambda samples the first of each function and 1 in 20."
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
