locals {
  # What a function's settings need besides what its code calls.
  implied = {
    for name, function in local.functions : name => merge(
      {
        for queue in compact([try(function.async.on_failure_queue, ""), try(function.kinesis.on_failure_queue, "")]) :
        "queue:${queue}" => ["sqs:SendMessage"]...
      },
      {
        for stream in try([function.kinesis.stream], []) :
        "stream:${stream}" => [
          "kinesis:DescribeStream",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
        ]...
      },
    )
  }

  # Actions by reference, for each function.
  grants = {
    for name, function in local.functions : name => {
      for reference in setunion(keys(try(function.permissions, {})), keys(local.implied[name])) :
      reference => sort(distinct(flatten([
        try(function.permissions[reference], []), try(local.implied[name][reference], []),
      ])))
    }
  }
}

resource "aws_iam_role" "function" {
  for_each = local.functions

  name        = "${local.prefix}-${each.key}"
  description = "What ${local.service.service}'s ${each.key} may do."
  tags        = { service = local.service.service }

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole"]
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_iam_role_policy" "function" {
  for_each = local.functions

  name = "function"
  role = aws_iam_role.function[each.key].name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        for reference, actions in local.grants[each.key] : {
          Sid      = join("", [for word in regexall("[A-Za-z0-9]+", reference) : title(word)])
          Effect   = "Allow"
          Action   = actions
          Resource = local.resources[reference]
        } if length(local.resources[reference]) > 0
      ],
      [
        {
          Sid    = "Logs"
          Effect = "Allow"
          Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
          # Lambda names the streams.
          Resource = ["${local.arns.log_group}:${aws_cloudwatch_log_group.function[each.key].name}:*"]
        },
      ],
      [
        for sid in var.tracing == "Active" ? ["Traces"] : [] : {
          Sid    = sid
          Effect = "Allow"
          Action = ["xray:PutTelemetryRecords", "xray:PutTraceSegments"]
          # X-Ray knows no resources to restrict these actions to.
          Resource = ["*"]
        }
      ]
    )
  })
}
