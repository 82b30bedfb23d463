// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_loadable.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47, tag 39f6cea3
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a, tag 80fb72db
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53, tag 93ac1a91
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A frame's elements against its check: rows of one frame, full ones but for its last. Two clocks
// later they go on, and with the frame's end whether the check fits.
//
//   row, what is expected of the state behind it -> what they make of a state of zeros -> state
//
// Behind a frame's last element stands the state that is expected there: a state that is as
// expected becomes 0 then, and stays 0 to the row's end.
module bf16_loadable_dec_verify #(
    parameter N         = 8,                     // lanes
    parameter VALUE     = 16,                    // bits of an element,
    parameter CONTAINER = 16,                    // and with the zeros above it
    parameter USER      = 4 // what goes with a row; its lowest 4 of a frame's end
) (
    input  wire               clk,
    input  wire               rst,
    input  wire               en,
    input  wire               s_valid,
    input  wire [N*VALUE-1:0] s_row,
    input  wire [N-1:0]       s_keep,
    input  wire               s_last,            // of the frame
    input  wire [USER-1:0]    s_user,
    input  wire [31:0]    s_expected,
    output wire               m_valid,
    output wire [N*VALUE-1:0] m_row,
    output wire [N-1:0]       m_keep,
    output wire               m_last,
    output wire [USER-1:0]    m_user
);
    localparam CRC   = 32;
    localparam PARTS = (CRC + CONTAINER - 1) / CONTAINER; // lanes that a state takes
    localparam IN    = N * CONTAINER;

    // ---- row: where the frame ends in it, the expected state behind
    wire [PARTS*CONTAINER+CRC-1:0] wide = { {PARTS*CONTAINER{1'b0}}, s_expected};
    wire [N:0]        ends = ({1'b0, s_keep} ^ {s_keep, 1'b1}) & {N+1{s_last}};
    wire [IN-1:0]     lanes;
    reg  [CRC-1:0]    left_d;                    // what of it is beyond the row
    genvar i;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_lane
            wire [CONTAINER+VALUE-1:0] element =
                { {CONTAINER{1'b0}}, s_row[i*VALUE +: VALUE] & {VALUE{s_keep[i]}}};
            wire unused_element = &{1'b0, element};
            reg  [CONTAINER-1:0] lane;
            integer              c;
            always @* begin
                lane = element[CONTAINER-1:0];
                for (c = 0; c < PARTS; c = c + 1) begin
                    if (i >= c) begin
                        lane = lane | (wide[c*CONTAINER +: CONTAINER]
                                       & {CONTAINER{ends[(i+N+1-c)%(N+1)]}});
                    end
                end
            end
            assign lanes[i*CONTAINER +: CONTAINER] = lane;
        end
    endgenerate
    integer n;
    always @* begin
        left_d = {CRC{1'b0}};
        for (n = 0; n < PARTS; n = n + 1) begin
            if (n <= N) left_d = left_d | (wide[n*CONTAINER +: CRC] & {CRC{ends[(N+N+1-n)%(N+1)]}});
        end
    end

    // ---- sum: what the row makes of a state of zeros; behind it the state, the only loop
    reg  [IN-1:0]      row_q;                    // with what was put behind its elements
    reg  [N*VALUE-1:0] out_row_q;
    reg  [N-1:0]       keep_q, out_keep_q;
    reg  [CRC-1:0]     left_q, sum_q, out_left_q, state_q;
    reg                last_q, out_last_q;
    reg  [USER-1:0]    user_q, out_user_q;
    reg                valid_q, out_valid_q;
    wire [CRC-1:0]     sum_d, zeros;
    wire [N*VALUE-1:0] elements;
    bf16_loadable_crc_sum_256 u_sum (.x(row_q), .y(sum_d));
    bf16_loadable_crc_zeros_256 u_zeros (.x(state_q), .y(zeros));
    wire [CRC-1:0]     next = zeros ^ sum_q;
    generate
        for (i = 0; i < N; i = i + 1) begin : gen_element
            assign elements[i*VALUE +: VALUE] = row_q[i*CONTAINER +: VALUE];
        end
    endgenerate
    always @(posedge clk) begin
        if (en) begin
            row_q      <= lanes;
            keep_q     <= s_keep;
            last_q     <= s_last;
            user_q     <= s_user;
            left_q     <= left_d;
            sum_q      <= sum_d;
            out_left_q <= left_q;
            out_row_q  <= elements;
            out_keep_q <= keep_q;
            out_last_q <= last_q;
            out_user_q <= user_q;
        end
    end
    always @(posedge clk) begin
        if (rst) begin
            valid_q     <= 1'b0;
            out_valid_q <= 1'b0;
            state_q     <= {CRC{1'b1}};
        end else if (en) begin
            valid_q     <= s_valid;
            out_valid_q <= valid_q;
            if (out_valid_q) state_q <= out_last_q ? {CRC{1'b1}} : next;
        end
    end

    // ---- the frame was good so far, and is not what was sent
    wire       fails = out_last_q & ~out_user_q[0] & (next != out_left_q);
    assign m_valid = out_valid_q;
    assign m_row   = out_row_q;
    assign m_keep  = out_keep_q;
    assign m_last  = out_last_q;
    localparam [USER-1:0] CHECK = 11;            // {reason 5, error}
    assign m_user  = out_user_q | (CHECK & {USER{fails}});
endmodule

`default_nettype wire
