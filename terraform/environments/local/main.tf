provider "aws" {
  region     = "us-east-1"
  access_key = "test"
  secret_key = "test"

  skip_credentials_validation = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true

  endpoints {
    apigatewayv2   = var.endpoint
    budgets        = var.endpoint
    cloudwatch     = var.endpoint
    cloudwatchlogs = var.endpoint
    dynamodb       = var.endpoint
    iam            = var.endpoint
    kinesis        = var.endpoint
    kms            = var.endpoint
    lambda         = var.endpoint
    s3             = var.endpoint
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

  environment     = "local"
  channels_file   = "${path.root}/channels.yml"
  services_folder = "${path.root}/services"
  # aws s3 mb makes it: the emulator needs nothing else of terraform/account.
  artifacts_bucket = "downlink-artifacts"
  allow_latest     = true
  allow_insecure   = true
  # The processor of the machine that runs the emulator.
  architecture = var.architecture

  protect_data       = false
  log_retention_days = 1
  expected           = { connections = 10, messages_per_second = 1 }

  reserved_concurrency = { "chat-service/fan-out" = -1, "ingest-service/vehicles" = -1 }

  # What emulators cannot do, or do for money only.
  access_logs       = false
  dashboard         = false
  encrypt_logs      = false
  log_metrics       = false
  snap_start        = var.snap_start
  streams_on_demand = false

  emulator = {
    recursion_config      = var.recursion_config
    log_settings          = var.log_settings
    deployments           = var.deployments
    alias_integrations    = var.alias_integrations
    parameter_versions    = var.parameter_versions
    schedule_placeholders = var.schedule_placeholders
    callback_url          = var.callback_url
  }
  cli_environment = {
    AWS_ENDPOINT_URL      = var.endpoint
    AWS_ACCESS_KEY_ID     = "test"
    AWS_SECRET_ACCESS_KEY = "test"
  }
}

# The emulator's own address of @connections, or functions would post what was published to an API of somebody else.
check "callback_url" {
  assert {
    condition     = !strcontains(module.downlink.callback_url, "amazonaws.com")
    error_message = "Functions would post to ${module.downlink.callback_url}; set callback_url to the base of the emulator's @connections."
  }
}
