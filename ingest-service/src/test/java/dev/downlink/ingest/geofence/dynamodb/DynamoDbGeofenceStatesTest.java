package dev.downlink.ingest.geofence.dynamodb;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.ingest.geofence.GeofenceStates;
import dev.downlink.ingest.geofence.GeofenceStatesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbGeofenceStatesTest extends GeofenceStatesContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    @Override
    protected GeofenceStates empty() {
        return new DynamoDbGeofenceStates(dynamoDb.client(), dynamoDb.newTable());
    }
}
