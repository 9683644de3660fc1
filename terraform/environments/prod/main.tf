provider "aws" {
  region = var.region

  default_tags {
    tags = { project = var.project, environment = "prod", managed-by = "terraform" }
  }
}

module "downlink" {
  source = "../../modules/downlink"

  project         = var.project
  environment     = "prod"
  channels_file   = "${path.root}/channels.yml"
  services_folder = "${path.root}/services"

  protect_data       = true
  log_retention_days = 90

  artifacts_bucket       = var.artifacts_bucket
  cli_environment        = var.cli_environment
  http_authorization     = var.http_authorization
  throttling             = var.throttling
  connection_beat        = var.connection_beat
  secrets_revision       = var.secrets_revision
  alarm_emails           = var.alarm_emails
  account_concurrency    = var.account_concurrency
  log_level              = var.log_level
  tracing                = var.tracing
  reserved_concurrency   = var.reserved_concurrency
  monthly_budget_dollars = var.monthly_budget_dollars
  websocket_domain       = var.websocket_domain
  expected               = { connections = var.expected_connections, messages_per_second = var.messages_per_second }
}
