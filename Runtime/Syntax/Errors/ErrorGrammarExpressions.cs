namespace TieredPy.Runtime.Syntax;

/// <summary>Parameters, expressions and targets.</summary>
internal static partial class ErrorGrammar
{
    public const string Expressions = """
        params: invalid_parameters | parameters
        parameters:
            | slash_no_default param_no_default* param_with_default* star_etc?
            | slash_with_default param_with_default* star_etc?
            | param_no_default+ param_with_default* star_etc?
            | param_with_default+ star_etc?
            | star_etc
        slash_no_default: param_no_default+ '/' ',' | param_no_default+ '/' &')'
        slash_with_default: param_no_default* param_with_default+ '/' ',' | param_no_default* param_with_default+ '/' &')'
        star_etc:
            | invalid_star_etc
            | '*' param_no_default param_maybe_default* kwds?
            | '*' param_no_default_star_annotation param_maybe_default* kwds?
            | '*' ',' param_maybe_default+ kwds?
            | kwds
        kwds: invalid_kwds | '**' param_no_default
        param_no_default: param ',' TYPE_COMMENT? | param TYPE_COMMENT? &')'
        param_no_default_star_annotation: param_star_annotation ',' TYPE_COMMENT? | param_star_annotation TYPE_COMMENT? &')'
        param_with_default: param default ',' TYPE_COMMENT? | param default TYPE_COMMENT? &')'
        param_maybe_default: param default? ',' TYPE_COMMENT? | param default? TYPE_COMMENT? &')'
        param: NAME (':' expression)?
        param_star_annotation: NAME ':' star_expression
        default: '=' expression | invalid_default

        lambdef: 'lambda' lambda_params? ':' expression
        lambda_params: invalid_lambda_parameters | lambda_parameters
        lambda_parameters:
            | lambda_slash_no_default lambda_param_no_default* lambda_param_with_default* lambda_star_etc?
            | lambda_slash_with_default lambda_param_with_default* lambda_star_etc?
            | lambda_param_no_default+ lambda_param_with_default* lambda_star_etc?
            | lambda_param_with_default+ lambda_star_etc?
            | lambda_star_etc
        lambda_slash_no_default: lambda_param_no_default+ '/' ',' | lambda_param_no_default+ '/' &':'
        lambda_slash_with_default:
            | lambda_param_no_default* lambda_param_with_default+ '/' ','
            | lambda_param_no_default* lambda_param_with_default+ '/' &':'
        lambda_star_etc:
            | invalid_lambda_star_etc
            | '*' lambda_param_no_default lambda_param_maybe_default* lambda_kwds?
            | '*' ',' lambda_param_maybe_default+ lambda_kwds?
            | lambda_kwds
        lambda_kwds: invalid_lambda_kwds | '**' lambda_param_no_default
        lambda_param_no_default: lambda_param ',' | lambda_param &':'
        lambda_param_with_default: lambda_param default ',' | lambda_param default &':'
        lambda_param_maybe_default: lambda_param default? ',' | lambda_param default? &':'
        lambda_param: NAME

        expressions: expression (',' expression)+ ','? | expression ',' | expression
        expression (memo):
            | invalid_expression
            | invalid_legacy_expression
            | disjunction 'if' disjunction 'else' expression
            | disjunction
            | lambdef
        yield_expr: 'yield' 'from' expression | 'yield' star_expressions?
        star_expressions: star_expression (',' star_expression)+ ','? | star_expression ',' | star_expression
        star_expression (memo): '*' bitwise_or | expression
        star_named_expressions: ','.star_named_expression+ ','?
        star_named_expression: '*' bitwise_or | named_expression
        assignment_expression: NAME ':=' ~ expression
        named_expression: assignment_expression | invalid_named_expression | expression !':='
        disjunction (memo): conjunction ('or' conjunction)+ | conjunction
        conjunction (memo): inversion ('and' inversion)+ | inversion
        inversion (memo): 'not' inversion | comparison
        comparison: bitwise_or compare_pair+ | bitwise_or
        compare_pair:
            | '==' bitwise_or
            | not_equal bitwise_or
            | '<=' bitwise_or
            | '<' bitwise_or
            | '>=' bitwise_or
            | '>' bitwise_or
            | 'not' 'in' bitwise_or
            | 'in' bitwise_or
            | 'is' 'not' bitwise_or
            | 'is' bitwise_or
        not_equal: '!=' => not_equal
        bitwise_or: bitwise_xor ('|' bitwise_xor)*
        bitwise_xor: bitwise_and ('^' bitwise_and)*
        bitwise_and: shift_expr ('&' shift_expr)*
        shift_expr: shift_operand (('<<' | '>>') sum)*
        shift_operand: invalid_arithmetic | sum
        sum: term (('+' | '-') term)*
        term: term_operand (('*' | '/' | '//' | '%' | '@') factor)*
        term_operand: invalid_factor | factor
        factor (memo): '+' factor | '-' factor | '~' factor | power
        power: await_primary '**' factor | await_primary
        await_primary (memo): 'await' primary | primary
        primary: atom primary_suffix*
        primary_suffix: '.' NAME | genexp | '(' arguments? ')' | '[' slices ']'
        slices: slice !',' | ','.(slice | starred_expression)+ ','?
        slice: expression? ':' expression? (':' expression?)? | named_expression
        atom:
            | NAME
            | 'True'
            | 'False'
            | 'None'
            | &(STRING | FSTRING_START) strings
            | number
            | &'(' (tuple | group | genexp)
            | &'[' (list | listcomp)
            | &'{' (dict | set | dictcomp | setcomp)
            | '...'
        number: NUMBER => number
        group: '(' (yield_expr | named_expression) ')' | invalid_group
        fstring_middle: fstring_replacement_field | FSTRING_MIDDLE
        fstring_replacement_field:
            | '{' annotated_rhs '='? a=fstring_conversion? fstring_full_format_spec? '}' => field
            | invalid_replacement_field
        fstring_conversion: a='!' b=NAME => conversion
        fstring_full_format_spec: ':' fstring_format_spec*
        fstring_format_spec: fstring_spec_text | fstring_replacement_field
        fstring_spec_text: FSTRING_MIDDLE => spec_text
        fstring: FSTRING_START fstring_middle* FSTRING_END => fstring
        string: STRING => string
        strings (memo): (fstring | string)+ => strings
        list: '[' star_named_expressions? ']'
        tuple: '(' (star_named_expression ',' star_named_expressions?)? ')'
        set: '{' star_named_expressions '}'
        dict: '{' double_starred_kvpairs? '}' | '{' invalid_double_starred_kvpairs '}'
        double_starred_kvpairs: ','.double_starred_kvpair+ ','?
        double_starred_kvpair: '**' bitwise_or | kvpair
        kvpair: expression ':' expression
        for_if_clauses: for_if_clause+
        for_if_clause:
            | 'async' 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
            | 'for' star_targets 'in' ~ disjunction ('if' disjunction)*
            | invalid_for_if_clause
            | invalid_for_target
        listcomp: '[' named_expression for_if_clauses ']' | invalid_comprehension
        setcomp: '{' named_expression for_if_clauses '}' | invalid_comprehension
        genexp: '(' (assignment_expression | expression !':=') for_if_clauses ')' | invalid_comprehension
        dictcomp: '{' kvpair for_if_clauses '}' | invalid_dict_comprehension
        arguments (memo): args ','? &')' | invalid_arguments
        args: ','.(starred_expression | (assignment_expression | expression !':=') !'=')+ (',' kwargs)? | kwargs
        kwargs: ','.kwarg_or_starred+ ',' ','.kwarg_or_double_starred+ | ','.kwarg_or_starred+ | ','.kwarg_or_double_starred+
        starred_expression: invalid_starred_expression_unpacking | '*' expression | invalid_starred_expression
        kwarg_or_starred: invalid_kwarg | NAME '=' expression | starred_expression
        kwarg_or_double_starred: invalid_kwarg | NAME '=' expression | '**' expression

        star_targets: star_target !',' | star_target (',' star_target)* ','?
        star_targets_list_seq: ','.star_target+ ','?
        star_targets_tuple_seq: star_target (',' star_target)+ ','? | star_target ','
        star_target (memo): '*' (!'*' star_target) | target_with_star_atom
        target_with_star_atom (memo):
            | t_primary '.' NAME !t_lookahead
            | t_primary '[' slices ']' !t_lookahead
            | star_atom
        star_atom:
            | NAME
            | '(' target_with_star_atom ')'
            | '(' star_targets_tuple_seq? ')'
            | '[' star_targets_list_seq? ']'
        single_target: single_subscript_attribute_target | NAME | '(' single_target ')'
        single_subscript_attribute_target: t_primary '.' NAME !t_lookahead | t_primary '[' slices ']' !t_lookahead
        t_primary: atom &t_lookahead (t_suffix &t_lookahead)*
        t_suffix: '.' NAME | '[' slices ']' | genexp | '(' arguments? ')'
        t_lookahead: '(' | '[' | '.'
        del_targets: ','.del_target+ ','?
        del_target (memo):
            | t_primary '.' NAME !t_lookahead
            | t_primary '[' slices ']' !t_lookahead
            | del_t_atom
        del_t_atom: NAME | '(' del_target ')' | '(' del_targets? ')' | '[' del_targets? ']'
        """;
}
