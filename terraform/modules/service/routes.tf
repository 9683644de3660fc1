locals {
  # By name, so that routes and the stage neither wait for a roll-out nor fail with it. Always the alias: $LATEST has no
  # snapshot, and is not what was rolled out.
  invoked = {
    for name in keys(local.functions) :
    name => "${local.arns.function}:${local.prefix}-${name}${var.emulator.alias_integrations ? ":live" : ""}"
  }
  integration_uris = {
    for name, arn in local.invoked :
    name => "arn:${var.platform.partition}:apigateway:${var.platform.region}:lambda:path/2015-03-31/functions/${arn}/invocations"
  }

  websocket_functions = { for name, function in local.functions : name => function if can(function.websocket_routes) }
  websocket_routes = merge([
    for name, function in local.websocket_functions : {
      for route in function.websocket_routes : route => { function = name, reply = try(function.websocket_reply, false) }
    }
  ]...)

  http_functions = { for name, function in local.functions : name => function if can(function.http_routes) }
  http_routes = merge([
    for name, function in local.http_functions : { for route in function.http_routes : route => name }
  ]...)
}

resource "aws_apigatewayv2_integration" "websocket" {
  for_each = local.websocket_functions

  api_id               = var.platform.websocket.id
  description          = "${local.prefix}-${each.key}"
  integration_type     = "AWS_PROXY"
  integration_uri      = local.integration_uris[each.key]
  timeout_milliseconds = min(each.value.timeout_seconds, 29) * 1000
}

resource "aws_apigatewayv2_route" "websocket" {
  for_each = local.websocket_routes

  api_id                              = var.platform.websocket.id
  route_key                           = each.key
  target                              = "integrations/${aws_apigatewayv2_integration.websocket[each.value.function].id}"
  route_response_selection_expression = each.value.reply ? "$default" : null
}

# Without it, API Gateway drops what the function answers.
resource "aws_apigatewayv2_route_response" "websocket" {
  for_each = { for route, target in local.websocket_routes : route => target if target.reply }

  api_id             = var.platform.websocket.id
  route_id           = aws_apigatewayv2_route.websocket[each.key].id
  route_response_key = "$default"
}

resource "aws_lambda_permission" "websocket" {
  for_each = local.websocket_routes

  function_name = aws_lambda_alias.live[each.value.function].function_name
  qualifier     = var.emulator.alias_integrations ? aws_lambda_alias.live[each.value.function].name : null
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${var.platform.websocket.execution_arn}/${var.platform.websocket.stage}/${each.key}"
}

resource "aws_apigatewayv2_integration" "http" {
  for_each = local.http_functions

  api_id                 = var.platform.http.id
  description            = "${local.prefix}-${each.key}"
  integration_type       = "AWS_PROXY"
  integration_uri        = local.integration_uris[each.key]
  payload_format_version = "2.0"
  timeout_milliseconds   = min(each.value.timeout_seconds, 30) * 1000
}

resource "aws_apigatewayv2_route" "http" {
  for_each = local.http_routes

  api_id             = var.platform.http.id
  route_key          = each.key
  authorization_type = var.platform.http.authorization
  target             = "integrations/${aws_apigatewayv2_integration.http[each.value].id}"
}

resource "aws_lambda_permission" "http" {
  for_each = local.http_routes

  function_name = aws_lambda_alias.live[each.value].function_name
  qualifier     = var.emulator.alias_integrations ? aws_lambda_alias.live[each.value].name : null
  action        = "lambda:InvokeFunction"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${var.platform.http.execution_arn}/$default/${replace(each.key, " ", "")}"
}
