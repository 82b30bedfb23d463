// Registers of the {{ side }}, AXI4-Lite, 32 bits.
//
{%- for line in map %}
//   {{ line }}
{%- endfor %}
module {{ p }}_{{ end }}_registers (
    input  wire        clk,
    input  wire        {{ rst.port }},
{%- for line in bus_ports %}
    {{ line }}{% if counters || !loop.last %},{% endif %}
{%- endfor %}
{%- if counters %}
    // the counters
    input  wire {{ counter_range }} counters,
    output wire        clear                     // begin again; what they were shows a clock later
{%- endif %}
);
{%- if counters %}
    localparam COUNTERS = {{ counter_count }};
{% endif %}
    // ---- the bus
    wire        write, write_whole;
    wire [9:0]  write_word, read_word;
    wire [31:0] write_data;
    reg  [31:0] read_data{% if fpga %}, read_q{% endif %};
    reg         read_there{% if fpga %}, there_q{% endif %};
{%- if counters %}
    wire        control = write & write_whole & (write_word == 10'h008);
    wire        unused  = &{1'b0, write_data};
{%- else %}
    wire        unused  = &{1'b0, write, write_whole, write_word, write_data};
{%- endif %}
{% include "registers/bus.v" %}
        .write(write), .write_whole(write_whole), .write_word(write_word),
        .write_data(write_data), .write_error({% if counters %}~control{% else %}1'b1{% endif %}), .keep(1'b0), .busy(1'b0),
        .shift(1'b0), .free(1'b0), .read_word(read_word), .read_data({{ answer.0 }}),
        .read_error(~{{ answer.1 }}));
{%- if counters %}

{% include "registers/counters.v" %}
    assign clear = clear_q;

    // ---- reads
{% include "registers/counter_read.v" %}
{%- else %}

    // ---- reads
{%- endif %}
    always @* begin
        read_there = 1'b1;
        case (read_word)
{%- for constant in constants %}
            {{ constant.0 }}: read_data = {{ constant.1 }};  // {{ constant.2 }}
{%- endfor %}
            default: begin
{%- if counters %}
                read_data  = counter_read;
                read_there = counter_there;
{%- else %}
                read_data  = 32'd0;
                read_there = 1'b0;
{%- endif %}
            end
        endcase
    end
{%- if fpga %}
    always @(posedge clk) begin
        read_q  <= read_data;
        there_q <= read_there;
    end
{%- endif %}
endmodule
