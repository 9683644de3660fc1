mock_provider "aws" {
  source          = "../../mocks"
  override_during = plan
}

variables {
  tracing          = "Active"
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
    secrets    = { api = [], pipelines = [], token = ["arn:aws:ssm:eu-central-1:123456789012:parameter/a", "arn:aws:ssm:eu-central-1:123456789012:parameter/b"] }
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

run "grants_what_the_code_calls" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role_policy.function["talk"].policy).Statement == [
      { Sid = "Channels", Effect = "Allow", Action = ["ssm:GetParameter"], Resource = ["arn:aws:ssm:eu-central-1:123456789012:parameter/channels"] },
      { Sid = "ConnectionsPOST", Effect = "Allow", Action = ["execute-api:ManageConnections"], Resource = ["arn:aws:execute-api:eu-central-1:123456789012:ws/dev/POST/@connections/*"] },
      { Sid = "FunctionFullServiceListen", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["arn:aws:lambda:eu-central-1:123456789012:function:downlink-dev-full-service-listen:live"] },
      { Sid = "SecretsToken", Effect = "Allow", Action = ["ssm:GetParameter"], Resource = ["arn:aws:ssm:eu-central-1:123456789012:parameter/a", "arn:aws:ssm:eu-central-1:123456789012:parameter/b"] },
      { Sid = "TableConnections", Effect = "Allow", Action = ["dynamodb:GetItem", "dynamodb:PutItem"], Resource = ["arn:aws:dynamodb:eu-central-1:123456789012:table/connections"] },
      { Sid = "Logs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = ["arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/downlink-dev-full-service-talk:*"] },
      { Sid = "Traces", Effect = "Allow", Action = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], Resource = ["*"] },
    ]
    error_message = "A role has the permissions of service.yml, its logs and its traces, and nothing else."
  }
}

run "grants_what_settings_need" {
  command = plan

  assert {
    condition = [
      for statement in jsondecode(aws_iam_role_policy.function["listen"].policy).Statement : statement if !contains(["Logs", "Traces"], statement.Sid)
      ] == [
      { Sid = "FunctionFullServiceListen", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["arn:aws:lambda:eu-central-1:123456789012:function:downlink-dev-full-service-listen:live"] },
      { Sid = "QueueDeadLetters", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = ["arn:aws:sqs:eu-central-1:123456789012:dead-letters"] },
      { Sid = "StreamVehicles", Effect = "Allow", Action = ["kinesis:DescribeStream", "kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"], Resource = ["arn:aws:kinesis:eu-central-1:123456789012:stream/vehicles"] },
    ]
    error_message = "Reading a stream and sending failures to a queue follow from the function's settings."
  }
}

run "grants_nothing_to_a_function_that_needs_nothing" {
  command = plan

  assert {
    condition     = jsondecode(aws_iam_role_policy.function["quiet"].policy).Statement[*].Sid == ["Logs", "Traces"]
    error_message = "Logs and traces are all."
  }
}

run "lets_only_lambda_and_scheduler_take_the_roles" {
  command = plan

  assert {
    condition     = alltrue([for role in aws_iam_role.function : jsondecode(role.assume_role_policy).Statement[*].Principal.Service == ["lambda.amazonaws.com"]])
    error_message = "Functions' roles are Lambda's to take."
  }
  assert {
    condition = (
      jsondecode(one(aws_iam_role.scheduler).assume_role_policy).Statement[*].Principal.Service == ["scheduler.amazonaws.com"]
      && jsondecode(one(aws_iam_role_policy.scheduler).policy).Statement == [
        { Sid = "Functions", Effect = "Allow", Action = ["lambda:InvokeFunction"], Resource = ["arn:aws:lambda:eu-central-1:123456789012:function:downlink-dev-full-service-listen:live"] },
        { Sid = "Queues", Effect = "Allow", Action = ["sqs:SendMessage"], Resource = ["arn:aws:sqs:eu-central-1:123456789012:dead-letters"] },
      ]
    )
    error_message = "Scheduler's role invokes the scheduled functions, buries what it could not hand over, and nothing else."
  }
}

run "leaves_out_secrets_that_do_not_exist" {
  command = plan

  variables {
    platform = {
      partition  = "aws"
      region     = "eu-central-1"
      account_id = "123456789012"
      channels   = { reference = "ssm:/downlink-dev/channels:3", arn = "arn:aws:ssm:eu-central-1:123456789012:parameter/channels" }
      secrets    = { api = [], pipelines = [], token = [] }
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

  assert {
    condition     = !contains(jsondecode(aws_iam_role_policy.function["talk"].policy).Statement[*].Sid, "SecretsToken")
    error_message = "A statement without resources would be refused."
  }
}

run "lets_nobody_trace_unless_asked" {
  command = plan

  variables {
    tracing = "PassThrough"
  }

  assert {
    condition     = alltrue([for policy in aws_iam_role_policy.function : !strcontains(policy.policy, "xray")])
    error_message = "A permission that nothing uses."
  }
}

run "lets_only_schedules_of_this_account_invoke" {
  command = plan

  assert {
    condition = jsondecode(aws_iam_role.scheduler[0].assume_role_policy).Statement == [{
      Action    = ["sts:AssumeRole"]
      Condition = { StringEquals = { "aws:SourceAccount" = "123456789012" } }
      Effect    = "Allow"
      Principal = { Service = "scheduler.amazonaws.com" }
    }]
    error_message = "No other account's schedule takes the role: ${aws_iam_role.scheduler[0].assume_role_policy}"
  }
}
