package dev.downlink.ingestservice.geofence.dynamodb;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.ingestservice.geofence.GeofenceStates;
import dev.downlink.ingestservice.geofence.GeofenceStatesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbGeofenceStatesTest extends GeofenceStatesContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    @Override
    protected GeofenceStates empty() {
        return new DynamoDbGeofenceStates(dynamoDb.client(), dynamoDb.newTable());
    }
}
