# What back ends schedule over the HTTP API: a group of its own, apart from the schedules of service.yml.
resource "aws_scheduler_schedule_group" "back_ends" {
  name = "${local.name}-schedules"
}

locals {
  schedules = {
    group    = aws_scheduler_schedule_group.back_ends.name
    role_arn = aws_iam_role.schedules.arn
  }
}

resource "aws_iam_role" "schedules" {
  name        = "${local.name}-schedules"
  description = "Lets the schedules of back ends invoke the function that publishes their occurrences."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole"]
      Principal = { Service = "scheduler.amazonaws.com" }
      # No schedules but those of the group.
      Condition = { StringEquals = {
        "aws:SourceAccount" = local.account_id
        "aws:SourceArn"     = "arn:${local.partition}:scheduler:${local.region}:${local.account_id}:schedule-group/${local.name}-schedules"
      } }
    }]
  })
}

resource "aws_iam_role_policy" "schedules" {
  name = "schedules"
  role = aws_iam_role.schedules.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid      = "Occurrences"
        Effect   = "Allow"
        Action   = ["lambda:InvokeFunction"]
        Resource = ["arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:${local.name}-scheduler-service-announce:live"]
      },
      {
        Sid      = "DeadLetters"
        Effect   = "Allow"
        Action   = ["sqs:SendMessage"]
        Resource = ["${local.arns.sqs}:${module.queue["dead-letters"].name}"]
      },
    ]
  })
}
