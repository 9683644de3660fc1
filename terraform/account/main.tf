provider "aws" {
  region = var.region

  default_tags {
    tags = { project = "downlink", managed-by = "terraform" }
  }
}

# API Gateway has one such role for all WebSocket APIs of an account and region, so no environment may own it.
resource "aws_api_gateway_account" "this" {
  cloudwatch_role_arn = aws_iam_role.logs.arn
}

resource "aws_iam_role" "logs" {
  name        = "downlink-${var.region}-api-gateway-logs"
  description = "Lets API Gateway write access logs."

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["sts:AssumeRole"]
      Principal = { Service = "apigateway.amazonaws.com" }
    }]
  })
}

# AWS's own policy: API Gateway refuses a role that allows less.
resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.logs.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
}
