# The provider itself makes this plan, not a mock of it. A first apply asks AWS nothing before it makes something, so no
# account is needed.
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

# Whoever released it.
override_data {
  target = data.aws_s3_object.artifact
  values = { version_id = "1" }
}

variables {
  name             = "downlink-dev"
  service_file     = "tests/service.yml"
  artifacts_bucket = "artifacts"
  release          = { version = "sha-0123456789abcdef" }
  logs             = { retention_days = 14 }
  platform = {
    partition  = "aws"
    region     = "eu-central-1"
    account_id = "123456789012"
    channels   = { reference = "ssm:/downlink-dev/channels:3", arn = "arn:aws:ssm:eu-central-1:123456789012:parameter/channels" }
    secrets    = { api = [], pipelines = [], token = ["arn:aws:ssm:eu-central-1:123456789012:parameter/a"] }
    tables = {
      connections = { name = "downlink-dev-connections", arn = "arn:aws:dynamodb:eu-central-1:123456789012:table/connections" }
    }
    streams   = { vehicles = { name = "downlink-dev-vehicles", arn = "arn:aws:kinesis:eu-central-1:123456789012:stream/vehicles" } }
    queues    = { dead-letters = { url = "https://queue", arn = "arn:aws:sqs:eu-central-1:123456789012:dead-letters" } }
    websocket = { id = "ws", stage = "dev", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:ws", url = "wss://ws/dev", callback_url = "https://callback/dev" }
    http      = { id = "http", execution_arn = "arn:aws:execute-api:eu-central-1:123456789012:http", url = "https://http", authorization = "NONE" }
    schedules = { group = "downlink-dev-schedules", role_arn = "arn:aws:iam::123456789012:role/downlink-dev-schedules" }
  }
}

run "tags_and_names_all_it_makes" {
  command = plan

  assert {
    condition = alltrue([
      for resource in concat(
        values(aws_lambda_function.this), values(aws_lambda_event_source_mapping.this), values(aws_cloudwatch_log_group.function),
        values(aws_iam_role.function), aws_iam_role.scheduler, aws_scheduler_schedule_group.this,
      ) : resource.tags_all == tomap({ project = "downlink", environment = "dev", service = "full-service" })
    ])
    error_message = "Everything that can have tags says whose it is."
  }
  assert {
    condition = alltrue([
      for name in concat(
        values(aws_lambda_function.this)[*].function_name, values(aws_iam_role.function)[*].name, aws_iam_role.scheduler[*].name,
        aws_scheduler_schedule_group.this[*].name, values(aws_scheduler_schedule.this)[*].name,
        [for group in aws_cloudwatch_log_group.function : trimprefix(group.name, "/aws/lambda/")],
      ) : startswith(name, "downlink-dev-full-service")
    ])
    error_message = "Everything is named <project>-<environment>-<part>."
  }
}
