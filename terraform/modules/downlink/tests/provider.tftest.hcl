# The provider itself makes this plan, not a mock of it. A first apply asks AWS for the account and for nothing else.
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true

  default_tags {
    tags = { project = "downlink", environment = "dev" }
  }
}

override_data {
  target = data.aws_caller_identity.current
  values = { account_id = "123456789012" }
}

override_data {
  target = module.chat_service.data.aws_s3_object.artifact
  values = { version_id = "1" }
}

override_data {
  target = module.connection_service.data.aws_s3_object.artifact
  values = { version_id = "1" }
}

override_data {
  target = module.ingest_service[0].data.aws_s3_object.artifact
  values = { version_id = "1" }
}

override_data {
  target = module.probe_service[0].data.aws_s3_object.artifact
  values = { version_id = "1" }
}

override_data {
  target = module.scheduler_service[0].data.aws_s3_object.artifact
  values = { version_id = "1" }
}

variables {
  environment            = "dev"
  channels_file          = "tests/channels.yml"
  protect_data           = true
  log_retention_days     = 14
  expected               = { connections = 100, messages_per_second = 10 }
  services_folder        = "tests/services"
  alarm_emails           = { page = ["page@example.com"], ticket = ["ticket@example.com"] }
  monthly_budget_dollars = 500
  websocket_domain = {
    name            = "live.example.com"
    certificate_arn = "arn:aws:acm:eu-central-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    mapping_key     = "v1"
  }
}

run "plans_a_first_apply" {
  command = plan

  assert {
    condition     = length(output.functions) > 0 && alltrue([for table in output.tables : table.deletion_protection])
    error_message = "The whole system can be planned."
  }
  assert {
    condition     = aws_kms_key.logs[0].tags_all == tomap({ project = "downlink", environment = "dev" })
    error_message = "Everything that can have tags says whose it is."
  }
}
