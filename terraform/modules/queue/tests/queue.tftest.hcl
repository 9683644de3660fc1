mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  name = "downlink-dev-dead-letters"
}

run "keeps_messages_as_long_as_it_can" {
  command = plan

  assert {
    condition     = aws_sqs_queue.this.message_retention_seconds == 14 * 24 * 3600 && aws_sqs_queue.this.sqs_managed_sse_enabled
    error_message = "Dead letters wait 14 days, encrypted."
  }
  assert {
    condition     = output.name == "downlink-dev-dead-letters" && output.url == "https://sqs.eu-central-1.amazonaws.com/123456789012/mocked"
    error_message = "The queue goes by its name and by the URL that SQS gave it."
  }
}

run "refuses_a_wrong_name" {
  command = plan

  variables {
    name = "Dead Letters"
  }

  expect_failures = [var.name]
}
