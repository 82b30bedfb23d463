// Registers of the {{ side }}, AXI4-Lite, 32 bits: codebooks are loaded through them into slots,
// one at a time. What is written goes to the walker as it comes and from there to the slot; a slot
// becomes valid with the COMMIT of a whole code of the envelope, and with nothing else.
//
{%- for line in map %}
//   {{ line }}
{%- endfor %}
//
// `drained` is looked at from the second clock of `opening` on.
module {{ p }}_{{ end }}_registers (
    input  wire        clk,
    input  wire        {{ rst.port }},
{%- for line in bus_ports %}
    {{ line }},
{%- endfor %}
    // the slots
    output wire {{ slot_range }} valid,             // frames that begin now may use it
    output wire {{ tags_range }} tags,              // of valid ones, slot 0 lowest
    output wire {{ slot_range }} opening,           // one-hot: open
    input  wire        drained,                  // nothing under way uses it any more
    input  wire        refused,                  // a frame for want of a book, a clock long
    input  wire {{ slot_range }} fault,             // broken: it is invalid from the next clock on
{%- if counters %}
    // the counters
    input  wire {{ counter_range }} counters,
    output wire        clear,                    // begin again; what they were shows a clock later
{%- endif %}
    // what is loaded
    output wire {{ slot_range }} load_slot,         // one-hot: the open slot
    output wire        load_class_we,
    output wire [3:0]  load_len,
    output wire {{ rank_range }} load_u,
    output wire {{ rank_range }} load_off,
    output wire        load_last,
    output wire        load_symbol_we,
    output wire {{ symbol_range }} load_symbol,
    output wire        load_coded,
    output wire [3:0]  load_code_len,
    output wire {{ rank_range }} load_rank,
    output wire        load_first,
    output wire {{ group_range }} load_group,
    output wire        load_fresh
);
    localparam SLOTS = {{ slots }};
{%- if counters %}
    localparam COUNTERS = {{ counter_count }};
{%- endif %}

    // ---- the bus
    wire        write, write_whole, write_error, keep, busy, shift, free;
    wire [9:0]  write_word, read_word;
    wire [31:0] write_data;
    reg  [31:0] read_data;
    reg         read_there;
{% include "registers/bus.v" %}
        .write(write), .write_whole(write_whole), .write_word(write_word),
        .write_data(write_data), .write_error(write_error), .keep(keep), .busy(busy),
        .shift(shift), .free(free), .read_word(read_word), .read_data(read_data),
        .read_error(~read_there));

    // ---- writes: which they are, and whether their time has come
    reg  [SLOTS-1:0] opening_q, valid_q;
    reg              settled_q, ready_q;
    reg  [6:0]       error_q;
    wire [3:0]       at;
    wire             counted, walked, complete, matched;
    wire [7:0]       word;
    wire [3:0]       wrong;
    wire [31:0]      tag;
    reg  [SLOTS-1:0] chosen;                     // one-hot: the slot of OPEN
    reg              other_tag;                  // than that of COMMIT
    integer s;
    always @(posedge clk) begin
        for (s = 0; s < SLOTS; s = s + 1) chosen[s] <= write_data == s;
        other_tag <= tag != write_data;
    end
    wire whole     = write & write_whole;
    wire low       = write_word[9:6] == 4'd0;
    wire to_misc   = low & (write_word[5:4] == 2'd0);
    wire to_count  = low & (write_word[5:4] == 2'd1);
    wire to_length = write_word[9:8] == 2'd1;
    wire to_open   = to_misc & (write_word[3:0] == 4'd4) & (|chosen);
    wire to_commit = to_misc & (write_word[3:0] == 4'd5);
    wire to_drop   = to_misc & (write_word[3:0] == 4'd6);
{%- if counters %}
    wire to_control = to_misc & (write_word[3:0] == 4'd8);
{%- endif %}
    wire count     = whole & to_count & ready_q & ~counted & (write_word[3:0] == at);
    wire lengths   = whole & to_length & ready_q & counted & ~walked & (write_word[7:0] == word);
    wire start     = whole & to_open;
    wire commit    = whole & to_commit;
    wire early     = (to_count & ~count) | (to_length & ~lengths)
                     | (to_commit & ~(ready_q & walked));
    // Behind the last length: {tag, padding, groups, lengths, Kraft's sum}.
    wire [4:0] found = {other_tag, 2'b00, ~matched, ~complete} & {5{commit & ~early}};
    wire good      = commit & ~early & (error_q[5:0] == 6'd0) & (found == 5'd0);
    assign keep        = count | lengths;
    assign write_error = ~(count | lengths | start | good | (whole & {{ "(" }}to_drop{% if counters %} | to_control{% endif %})));

    wire [SLOTS-1:0] broken = valid_q & fault;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            opening_q <= {SLOTS{1'b0}};
            valid_q   <= {SLOTS{1'b0}};
            settled_q <= 1'b0;
            ready_q   <= 1'b0;
            error_q   <= 7'd0;
        end else begin
            if (start | commit) opening_q <= chosen & {SLOTS{start}};
            valid_q   <= (valid_q & ~broken & ~(chosen & {SLOTS{start}})
                          & ~(write_data[SLOTS-1:0] & {SLOTS{whole & to_drop}}))
                         | (opening_q & {SLOTS{good}});
            settled_q <= (|opening_q) & ~start;
            ready_q   <= ~start & ~commit & (|opening_q) & (ready_q | (settled_q & drained));
            error_q   <= start ? {|broken, 6'd0}
                         : error_q | {|broken, found[4], wrong | found[3:0], whole & early};
        end
    end

    // ---- what is loaded, and the tags of it
    {{ p }}_walk u_walk (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .start(start), .count(count), .lengths(lengths),
        .data(write_data), .busy(busy), .shift(shift), .free(free), .at(at), .counted(counted),
        .word(word), .walked(walked), .wrong(wrong), .complete(complete), .matched(matched),
        .tag(tag), .load_class_we(load_class_we), .load_len(load_len), .load_u(load_u),
        .load_off(load_off), .load_last(load_last), .load_symbol_we(load_symbol_we),
        .load_symbol(load_symbol), .load_coded(load_coded), .load_code_len(load_code_len),
        .load_rank(load_rank), .load_first(load_first), .load_group(load_group),
        .load_fresh(load_fresh));
    genvar t;
    generate
        for (t = 0; t < SLOTS; t = t + 1) begin : gen_tag
            {{ p }}_store #(.BITS(32)) u_tag (
                .clk(clk), .we(opening_q[t] & good), .d(tag), .q(tags[32*t +: 32]));
        end
    endgenerate

    // ---- frames refused: that the lower half is all ones is known ahead
    reg [31:0] refused_q;
    reg        ones_q;
    always @({{ rst.edge }}) begin
        if ({{ rst.on }}) begin
            refused_q <= 32'd0;
            ones_q    <= 1'b0;
        end else begin
            ones_q <= refused_q[15:0] == (refused ? 16'hfffe : 16'hffff);
            if (refused) refused_q[15:0] <= refused_q[15:0] + 16'd1;
            if (refused & ones_q) refused_q[31:16] <= refused_q[31:16] + 16'd1;
        end
    end
{%- if counters %}

{% include "registers/counters.v" %}
    assign clear = clear_q;
{%- endif %}

    // ---- reads
    reg  [3:0]  slot;                            // the open one
    reg  [31:0] tag_read;
    reg         tag_there;
    integer r;
    always @* begin
        slot      = 4'd0;
        tag_read  = 32'd0;
        tag_there = 1'b0;
        for (r = 0; r < SLOTS; r = r + 1) begin
            slot = slot | (r[3:0] & {4{opening_q[r]}});
            if (read_word[3:0] == r[3:0]) begin
                tag_read  = tags[32*r +: 32] & {32{valid_q[r]}};
                tag_there = 1'b1;
            end
        end
    end
    wire [31:0] status = { {{ valid_pad }}valid_q, 1'b0, error_q, slot, 2'b00, ready_q, |opening_q};
{%- if counters %}
{% include "registers/counter_read.v" %}
{%- endif %}
{%- if fpga %}
    reg  [31:0] still_data, still_data_q;        // what nothing but a write changes
    reg         still_there, still_there_q;
    always @(posedge clk) begin
        still_data_q  <= still_data;
        still_there_q <= still_there;
    end
    always @* begin
        read_there = 1'b1;
        case (read_word)
            10'h003: read_data = status;
            10'h007: read_data = tag;
            10'h009: read_data = refused_q;
            default: begin
                read_data  = still_data_q;
                read_there = still_there_q;
            end
        endcase
    end
{%- endif %}
    always @* begin
        {{ still.1 }} = 1'b1;
        case (read_word)
{%- for constant in constants %}
            {{ constant.0 }}: {{ still.0 }} = {{ constant.1 }};  // {{ constant.2 }}
{%- endfor %}
{%- if !fpga %}
            10'h003: read_data = status;
            10'h007: read_data = tag;
            10'h009: read_data = refused_q;
{%- endif %}
            default: begin
                {{ still.0 }}  = tag_read;
                {{ still.1 }} = (read_word[9:4] == 6'd2) & tag_there;
{%- if counters %}
                if (read_word[9:6] != 4'd0) begin
                    {{ still.0 }}  = counter_read;
                    {{ still.1 }} = counter_there;
                end
{%- endif %}
            end
        endcase
    end

    assign valid     = valid_q;
    assign opening   = opening_q;
    assign load_slot = opening_q;
endmodule
