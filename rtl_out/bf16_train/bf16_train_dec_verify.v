// Made by Huffwire 0.1.0. DO NOT EDIT; make it again with
//     huffwire generate configs/bf16_train.yaml
// Codebook: bf16_train_a.yaml, digest 427947558c655e47
// Codebook: bf16_train_b.yaml, digest e11b669a2a0bac0a
// Codebook: bf16_train_zeros.yaml, digest 487de19ee4634e53
// This file is yours: Huffwire's own licence does not extend to what it emits.
// SPDX-License-Identifier: Apache-2.0

`default_nettype none

// A frame's elements against its check: rows of one frame, full ones but for its last. Two clocks
// later they go on, and with the frame's end whether the check fits.
//
//   row, with what is expected of the state behind it -> what they make of a state of zeros -> state
//
// Behind a frame's last element stands the state that is expected there: a state that is as
// expected becomes 0 then, and stays 0 to the row's end.
module bf16_train_dec_verify #(
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
    localparam [IN*CRC-1:0] ROW_ROWS = {         // what a row makes of a state of zeros
        256'h826880efa40da72d78c17d03f5a36f178bc1851a6378032be771ea80ba241089,
        256'hc35cc098760b74bbc4a1c3820f72d89c4e21479752c402be14c91fc0e73618cd,
        256'he3c6e0a39f081d709a919cc2f21a0359acd126d1ca1a0274ed156560c9bf1cef,
        256'h71e37051cf840eb84d48ce61790d01acd6689368e50d013a768ab2b064df8e77,
        256'hba9938c743cfa0715e651a334925efc1e0f5ccae11fe83b6dc34b3d8884bd7b2,
        256'hdf241c8c05ea7715d7f3f01a513198f77bbb634d6b8742f0896bb36cfe01fb50,
        256'h6f920e4602f53b8aebf9f80d2898cc7bbdddb1a6b5c3a17844b5d9b67f00fda8,
        256'hb5a187cca5773ae80d3d810561ef092a552f5dc93999d397c52b065b85a46e5d,
        256'hd8b84309f6b63a597e5fbd814554eb82a1562bfeffb4eae005e469ad78f627a7,
        256'h6c5c2184fb5b1d2cbf2fdec0a2aa75c150ab15ff7fda757002f234d6bc7b13d3,
        256'hb446902dd9a029bb27569263a4f655f723940fe5dc953993e608f0ebe4199960,
        256'hd84bc8f948ddb3f0eb6a343227d845ec1a0b82e88d329fe2147592f54828dc39,
        256'hee4d649300637ed50d74671ae64f4de186c4446e25e14cdaed4b23fa1e307e95,
        256'h7726b2498031bf6a86ba338d7327a6f0c362223712f0a66d76a591fd0f183f4a,
        256'h3b935924c018dfb5435d19c6b993d37861b1111b89785336bb52c8fe878c1fa5,
        256'h1dc9ac92600c6fdaa1ae8ce35cc9e9bc30d8888dc4bc299b5da9647f43c60fd2,
        256'h8c8c56a6940b90c028163b725bc79bc993adc15c812617e649a558bf1bc71760,
        256'h46462b534a05c860140b1db92de3cde4c9d6e0ae40930bf324d2ac5f8de38bb0,
        256'h232315a9a502e4300a058edc96f1e6f264eb7057204985f99269562fc6f1c5d8,
        256'h11918ad4d28172180502c76e4b78f3793275b82b9024c2fcc934ab17e378e2ec,
        256'h08c8c56a6940b90c028163b725bc79bc993adc15c812617e649a558bf1bc7176,
        256'h046462b534a05c860140b1db92de3cde4c9d6e0ae40930bf324d2ac5f8de38bb,
        256'h805ab1b53e5d896e786125ee3ccc7178ad8f321f117c9b747e577fe2464b0cd4,
        256'hc245d8353b23639a44f1eff4ebc557abdd061c15ebc64e91d85a5571990196e3,
        256'h6122ec1a9d91b1cd2278f7fa75e2abd5ee830e0af5e32748ec2d2ab8cc80cb71,
        256'h3091760d4ec8d8e6913c7bfd3af155eaf74187057af193a47616955c664065b8,
        256'h9a203be90369cb5e305f40fd68dbc5e2f0614698de00caf9dc7aa02e89042255,
        256'h4d101df481b4e5af182fa07eb46de2f17830a34c6f00657cee3d50174482112a,
        256'h26880efa40da72d78c17d03f5a36f178bc1851a6378032be771ea80ba2410895,
        256'h1344077d206d396bc60be81fad1b78bc5e0c28d31bc0195f3b8f5405d120844a,
        256'h09a203be90369cb5e305f40fd68dbc5e2f0614698de00caf9dc7aa02e8904225,
        256'h04d101df481b4e5af182fa07eb46de2f17830a34c6f00657cee3d50174482112
    };
    localparam [CRC*CRC-1:0] STATE_ROWS = {      // what a row of zeros makes of a state
        32'hba241089,
        32'he73618cd,
        32'hc9bf1cef,
        32'h64df8e77,
        32'h884bd7b2,
        32'hfe01fb50,
        32'h7f00fda8,
        32'h85a46e5d,
        32'h78f627a7,
        32'hbc7b13d3,
        32'he4199960,
        32'h4828dc39,
        32'h1e307e95,
        32'h0f183f4a,
        32'h878c1fa5,
        32'h43c60fd2,
        32'h1bc71760,
        32'h8de38bb0,
        32'hc6f1c5d8,
        32'he378e2ec,
        32'hf1bc7176,
        32'hf8de38bb,
        32'h464b0cd4,
        32'h990196e3,
        32'hcc80cb71,
        32'h664065b8,
        32'h89042255,
        32'h4482112a,
        32'ha2410895,
        32'hd120844a,
        32'he8904225,
        32'h74482112
    };

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
                for (c = 0; c < PARTS; c = c + 1)
                    if (i >= c)
                        lane = lane | (wide[c*CONTAINER +: CONTAINER]
                                       & {CONTAINER{ends[(i+N+1-c)%(N+1)]}});
            end
            assign lanes[i*CONTAINER +: CONTAINER] = lane;
        end
    endgenerate
    integer n;
    always @* begin
        left_d = {CRC{1'b0}};
        for (n = 0; n < PARTS; n = n + 1)
            if (n <= N) left_d = left_d | (wide[n*CONTAINER +: CRC] & {CRC{ends[(N+N+1-n)%(N+1)]}});
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
    bf16_train_xor #(.IN(IN), .OUT(CRC), .ROWS(ROW_ROWS)) u_sum (.x(row_q), .y(sum_d));
    bf16_train_xor #(.IN(CRC), .OUT(CRC), .ROWS(STATE_ROWS)) u_zeros (.x(state_q), .y(zeros));
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
