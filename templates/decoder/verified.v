
    // ---- verify: the check of every frame, a clock later
    assign check_pop = en & end_push & end_last;
    wire                 sure_valid, sure_last;
    wire [N*VALUE-1:0]   sure_row;
    wire [N-1:0]         sure_keep;
    wire [SURE-1:0]      sure_user;
    {{ p }}_dec_verify #(.N(N), .VALUE(VALUE), .CONTAINER(CONTAINER), .USER(SURE)) u_verify (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .s_valid(end_push), .s_row(end_row), .s_keep(end_keep), .s_last(end_last),
        .s_user(end_user), .s_expected(end_expected ^ check_of),
        .m_valid(sure_valid), .m_row(sure_row), .m_keep(sure_keep), .m_last(sure_last),
        .m_user(sure_user));
{%- if head.blocks %}

    // ---- join: frames of one packet. One in error ends it, and what follows of it is dropped
    wire joined_valid, joined_last;
    {{ p }}_dec_join u_join (
        .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
        .valid(sure_valid), .last(sure_last), .ends(sure_user[SURE-1]), .dead(sure_user[0]),
        .packet_valid(joined_valid), .packet_last(joined_last));
    generate
        if (N > 1) begin : gen_merge
            {{ p }}_dec_merge #(.LEVELS($clog2(N)), .BITS(VALUE), .USER(USER)) u_merge (
                .clk(clk), .{{ rst.port }}({{ rst.port }}), .en(en),
                .valid(joined_valid), .lanes(sure_row), .keep(sure_keep), .last(joined_last),
                .user(sure_user[USER-1:0]),
                .push(push), .row(row), .row_keep(row_keep), .row_last(row_last),
                .row_user(row_user));
        end else begin : gen_one
            assign push     = joined_valid & (sure_keep[0] | joined_last);
            assign row      = sure_row;
            assign row_keep = sure_keep;
            assign row_last = joined_last;
            assign row_user = sure_user[USER-1:0];
        end
    endgenerate
{%- else %}
    assign push     = sure_valid;
    assign row      = sure_row;
    assign row_keep = sure_keep;
    assign row_last = sure_last;
    assign row_user = sure_user;
{%- endif %}
