mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  callback_url = "http://localhost:4566/local"
}

run "leaves_out_what_emulators_cannot_do" {
  command = plan

  assert {
    condition     = module.downlink.dashboard == null && length([for alarm in module.downlink.alarms : alarm if endswith(alarm, "-logged-errors")]) == 0
    error_message = "No dashboard and no log metrics."
  }
}

run "has_the_names_of_the_local_runtime" {
  command = plan

  assert {
    condition     = contains(module.downlink.functions, "downlink-local-chat-service-fan-out") && output.streams == ["downlink-local-vehicles"]
    error_message = "Names are those that ./downlink uses."
  }
}

run "refuses_the_endpoint_of_real_aws" {
  command = plan

  variables {
    endpoint = "https://dynamodb.us-east-1.amazonaws.com"
  }

  expect_failures = [var.endpoint]
}

run "warns_of_an_emulator_that_reports_addresses_of_aws" {
  command = plan

  variables {
    callback_url = null
  }

  expect_failures = [check.callback_url]
}
