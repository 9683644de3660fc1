provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"

  skip_credentials_validation = true
  skip_metadata_api_check     = true

  endpoints {
    apigatewayv2   = var.endpoint
    cloudwatch     = var.endpoint
    cloudwatchlogs = var.endpoint
    dynamodb       = var.endpoint
    iam            = var.endpoint
    kinesis        = var.endpoint
    kms            = var.endpoint
    lambda         = var.endpoint
    scheduler      = var.endpoint
    sns            = var.endpoint
    sqs            = var.endpoint
    ssm            = var.endpoint
    sts            = var.endpoint
  }

  default_tags {
    tags = { project = "downlink", environment = "local", managed-by = "terraform" }
  }
}

module "downlink" {
  source = "../../modules/downlink"

  environment   = "local"
  channels_file = "${path.root}/channels.yml"
  # The processor of the machine that runs the emulator.
  architecture = var.architecture

  protect_data       = false
  log_retention_days = 1
  expected           = { connections = 10, messages_per_second = 1 }

  # What emulators cannot do, or do for money only.
  access_logs       = false
  dashboard         = false
  encrypt_logs      = false
  log_metrics       = false
  snap_start        = false
  streams_on_demand = false
}
