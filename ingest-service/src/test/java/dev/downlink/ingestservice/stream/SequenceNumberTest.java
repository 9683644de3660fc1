package dev.downlink.ingestservice.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;

class SequenceNumberTest {

    private static final String LARGEST = "49590338271490256608559692538361571095921575989136588898";

    @Property
    void areOrderedAsNumbers(
            @ForAll @BigRange(min = "0", max = LARGEST) BigInteger one,
            @ForAll @BigRange(min = "0", max = LARGEST) BigInteger other) {
        assertThat(Integer.signum(number(one).compareTo(number(other)))).isEqualTo(one.compareTo(other));
    }

    @Property
    void areOrderedTheSameAsSortableText(
            @ForAll @BigRange(min = "0", max = LARGEST) BigInteger one,
            @ForAll @BigRange(min = "0", max = LARGEST) BigInteger other) {
        assertThat(Integer.signum(number(one).sortable().compareTo(number(other).sortable())))
                .isEqualTo(one.compareTo(other));
    }

    @Property
    void comeBackFromSortableText(@ForAll @BigRange(min = "0", max = LARGEST) BigInteger any) {
        assertThat(SequenceNumber.ofSortable(number(any).sortable())).isEqualTo(number(any));
    }

    private static SequenceNumber number(BigInteger value) {
        return new SequenceNumber(value.toString());
    }
}
