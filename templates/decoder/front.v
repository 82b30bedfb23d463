    // ---- keep: beats as tkeep may make them, full ones but for a frame's last
    wire           {{ ports.beat }}_valid, {{ ports.beat }}_last, {{ ports.beat }}_wrong;
    wire {{ ports.in_keep_range }} {{ ports.beat }}_keep;
    {{ p }}_dec_keep #(.BYTES({{ ports.in_bytes }})) u_keep (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .s_axis_tvalid(s_axis_tvalid), .s_axis_tready(s_axis_tready), .s_axis_tkeep(s_axis_tkeep),
        .s_axis_tlast(s_axis_tlast),
        .valid({{ ports.beat }}_valid), .keep({{ ports.beat }}_keep), .last({{ ports.beat }}_last), .wrong({{ ports.beat }}_wrong));
{%- if head.check_bits > 0 %}

    // ---- {% if !head.check_ahead %}strip: words without the check behind the frame; {% endif %}checks: those of frames on their way
    localparam CRC = {{ head.check_bits }};                 // bits of a check
    wire           check_room, check_push, check_pop;
    wire [CRC-1:0] check_bits, check_state, check_of;
{%- if !head.check_ahead %}
    wire           word_valid, word_ready, word_last, word_wrong, word_short;
    wire {{ ports.in_range }} word_data;
    wire {{ ports.in_keep_range }} word_keep;
{%- if head.side_bits > 0 %}
    wire [{{ head.side_bits - 1 }}:0] word_side;
{%- endif %}
    {{ p }}_dec_strip #(.BYTES({{ ports.in_bytes }}), .CHECK(CRC/8)) u_strip (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
        .s_valid(beat_valid), .s_ready(s_axis_tready), .s_data(s_axis_tdata), .s_keep(beat_keep),
        .s_last(beat_last), .s_wrong(beat_wrong),
{%- if head.side_bits > 0 %}
        .s_side({{ side_in }}), .side(word_side),
{%- endif %}
        .valid(word_valid), .ready(word_ready), .data(word_data), .keep(word_keep),
        .last(word_last), .wrong(word_wrong), .short(word_short),
        .room(check_room), .push(check_push), .check(check_bits));
{%- endif %}
    // Taken back to the state ahead of the header's two bytes, as powers.
    {{ p }}_crc_back u_back (.x(check_bits), .y(check_state));
    {{ p }}_dec_checks #(.BITS(CRC), .SLOTS({{ head.checks }}){% if head.check_now %}, .NOW(1){% endif %}) u_checks (
        .clk(clk), .{{ rst.port }}({{ rst.port }}),
{%- if head.check_ahead %}
        .taken(check_push), .room(check_room),
{%- else %}
        .taken(s_axis_tready & {{ ports.beat }}_valid & {{ ports.beat }}_last), .room(check_room),
{%- endif %}
        .push(check_push), .d(check_state), .pop(check_pop), .q(check_of));
{%- endif %}
